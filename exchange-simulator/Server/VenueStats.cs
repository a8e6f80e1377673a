using System.Collections.Concurrent;

namespace Genesis.ExchangeSimulator;

/// <summary>What a venue has seen of its clients.</summary>
public sealed class VenueStats
{
    private long _connects, _open, _messages, _restRequests, _frames;

    /// <summary>Handshakes, the refused ones too.</summary>
    public long Connects => Volatile.Read(ref _connects);

    /// <summary>Sockets open now.</summary>
    public long Open => Volatile.Read(ref _open);

    /// <summary>Messages received from clients.</summary>
    public long Messages => Volatile.Read(ref _messages);

    public long RestRequests => Volatile.Read(ref _restRequests);

    /// <summary>Frames sent.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>When each handshake came, as timestamps of the exchange's clock.</summary>
    public ConcurrentQueue<long> ConnectTimes { get; } = new();

    /// <summary>Limits that clients have passed, a sentence each.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    internal void Connected(long timestamp)
    {
        Interlocked.Increment(ref _connects);
        ConnectTimes.Enqueue(timestamp);
        if (ConnectTimes.Count > 100_000) ConnectTimes.TryDequeue(out _);
    }

    internal void Opened() => Interlocked.Increment(ref _open);

    internal void Closed() => Interlocked.Decrement(ref _open);

    internal void Message() => Interlocked.Increment(ref _messages);

    internal void Rest() => Interlocked.Increment(ref _restRequests);

    internal void Frame() => Interlocked.Increment(ref _frames);
}
