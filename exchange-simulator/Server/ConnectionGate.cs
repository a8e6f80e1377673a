using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Genesis.ExchangeSimulator;

/// <summary>Stands between the server and the wire: once shut, whatever the server writes is thrown away, while the connection stays open.</summary>
internal sealed class ConnectionGate(PipeWriter wire) : Stream
{
    private volatile bool _shut;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static async Task Guard(ConnectionContext connection, ConnectionDelegate next)
    {
        var gate = new ConnectionGate(connection.Transport.Output);
        connection.Features.Set(gate);
        connection.Transport = new Pipes(connection.Transport.Input, PipeWriter.Create(gate, new StreamPipeWriterOptions(leaveOpen: true)));
        await next(connection);
    }

    public void Shut() => _shut = true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_shut) await wire.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The gate writes asynchronously only.");

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
