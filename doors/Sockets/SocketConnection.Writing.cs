using System.Buffers;

namespace Genesis.Doors.Sockets;

/// <content>The writer.</content>
internal sealed partial class SocketConnection : IThreadPoolWorkItem
{
    // What goes into one write. More saves little, and a slow reader would hold it.
    private const int MostBytesOfWrite = 32 * 1024;
    private const int MostBytesOfAnswers = 8 * 1024 * 1024;

    private const int Idle = 0;
    private const int Writing = 1;
    private const int Again = 2;

    private readonly Queue<byte[]> _answers = [];
    private int _state = Again;
    private long _cursor;
    private long _writingSince;
    private long _answerBytes;
    private volatile bool _done;

    /// <summary>Sets where it is in the ring, before it is started.</summary>
    public void StartAt(long number) => _cursor = number;

    /// <summary>Lets the writer begin: until then whatever wakes it finds it awake, so nothing is written before all is in its place.</summary>
    public void Start()
    {
        Volatile.Write(ref _state, Idle);
        Wake();
    }

    /// <summary>Has the writer look for something to write.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _state) != Again && Interlocked.Exchange(ref _state, Again) == Idle) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Queues a frame of this connection alone, before the events that are not written yet.</summary>
    /// <returns>Whether there was room; if not, the connection is closed.</returns>
    public bool Answer(byte[] frame)
    {
        bool full;
        lock (_answers)
        {
            if (_done) return false;
            full = _answers.Count >= Options.MaxAnswers || (_answerBytes > 0 && _answerBytes + frame.Length > MostBytesOfAnswers);
            if (!full)
            {
                _answers.Enqueue(frame);
                _answerBytes += frame.Length;
            }
        }
        if (full)
        {
            CloseSlow();
            return false;
        }
        Wake();
        return true;
    }

    void IThreadPoolWorkItem.Execute() => _ = Write();

    private async Task Write()
    {
        try
        {
            do
            {
                Volatile.Write(ref _state, Writing);
                if (!_done) await WriteWaiting();
            }
            while (Interlocked.CompareExchange(ref _state, Idle, Writing) != Writing);
        }
        catch (Exception)
        {
            // The other side is gone; the reader sees that, too.
            _done = true;
            Abort();
        }
    }

    private async Task WriteWaiting()
    {
        byte[]? buffer = null;
        try
        {
            while (true)
            {
                // A closing one sends what was answered, but no more events.
                var closing = Volatile.Read(ref _closing);
                buffer ??= ArrayPool<byte>.Shared.Rent(MostBytesOfWrite);
                var written = Fill(buffer, events: closing is null);
                if (written.Length > 0)
                {
                    Volatile.Write(ref _writingSince, Math.Max(1, _parts.Clock.Now.Ticks));
                    var taken = await _stream.WriteFrames(written);
                    Volatile.Write(ref _writingSince, 0);
                    if (taken) continue;
                }
                else if (closing is null) return;
                _done = true;
                // Past the WebSocket, which sends none when the other side has broken the protocol meanwhile.
                if (Volatile.Read(ref _closing) is { Status: not CloseReason.Broken } last) await _stream.WriteAsync(Wire.CloseFrame(last));
                _ended.TrySetResult();
                return;
            }
        }
        finally
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Puts what waits into a buffer, as far as there is room; what is larger than it is returned as it is.</summary>
    private ReadOnlyMemory<byte> Fill(byte[] buffer, bool events)
    {
        var (length, frames, conflated) = (0, 0, 0);
        ReadOnlyMemory<byte> large = default;
        while (NextAnswer(buffer.Length - length, length == 0) is { } answer)
        {
            frames++;
            if (answer.Length > buffer.Length) large = answer;
            else answer.CopyTo(buffer, length);
            if (!large.IsEmpty) break;
            length += answer.Length;
        }
        if (events && large.IsEmpty) FillEvents(buffer, ref length, ref frames, ref conflated, ref large);
        if (frames > 0 || conflated > 0) _parts.Metrics.Sent(frames, large.IsEmpty ? length : large.Length, conflated);
        return large.IsEmpty ? buffer.AsMemory(0, length) : large;
    }

    private byte[]? NextAnswer(int room, bool first)
    {
        lock (_answers)
        {
            if (!_answers.TryPeek(out var frame) || (frame.Length > room && !first)) return null;
            _answerBytes -= frame.Length;
            return _answers.Dequeue();
        }
    }

    private void FillEvents(byte[] buffer, ref int length, ref int frames, ref int conflated, ref ReadOnlyMemory<byte> large)
    {
        var (filter, ring, compressFrom) = (Filter, _parts.Ring, _compresses ? Options.CompressFrom : int.MaxValue);
        var (at, next) = (_cursor, ring.Next);
        for (; at < next; at++)
        {
            if (ring.Find(at) is not { } entry)
            {
                CloseSlow();
                break;
            }
            if (!filter.Wants(entry)) continue;
            if (entry.IsSuperseded)
            {
                conflated++;
                continue;
            }
            var frame = entry.CompressedFrame(compressFrom, _parts.Metrics);
            if (frame.Length > buffer.Length - length)
            {
                if (length > 0) break;
                large = frame;
                frames++;
                at++;
                break;
            }
            frame.CopyTo(buffer, length);
            length += frame.Length;
            frames++;
        }
        Volatile.Write(ref _cursor, at);
    }
}
