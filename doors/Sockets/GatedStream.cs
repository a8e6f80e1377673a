namespace Genesis.Doors.Sockets;

/// <summary>
/// The stream of a connection, with one write at a time: the WebSocket's own (pings, pongs, close) and frames that the door writes beside it. Both write whole frames,
/// so they may come in any order; after a close frame nothing is written.
/// </summary>
internal sealed class GatedStream(Stream inner) : Stream
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isClosed;

    /// <summary>Whether a close frame was written.</summary>
    public bool IsClosed => _isClosed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes whole frames that are no control frames.</summary>
    /// <returns>False when the connection is closed already: then nothing is written.</returns>
    public async ValueTask<bool> WriteFrames(ReadOnlyMemory<byte> frames)
    {
        await _gate.WaitAsync();
        try
        {
            if (_isClosed) return false;
            await inner.WriteAsync(frames);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for a write that is under way; from then on nothing is written.</summary>
    public async ValueTask Shut()
    {
        await _gate.WaitAsync();
        _isClosed = true;
        _gate.Release();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isClosed) return;
            if (Wire.IsClose(buffer.Span)) _isClosed = true;
            await inner.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // What is written goes out at once.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
