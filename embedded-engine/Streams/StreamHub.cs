using Genesis.Embedded.Hosting;

namespace Genesis.Embedded.Streams;

/// <summary>
/// One stream in memory: its events, its subscriptions, and the producers that wait for room. Publishing takes the gate for the time of
/// writing one reference; consumers read without it. It comes into memory with the first use and leaves when it has been idle.
/// </summary>
internal sealed partial class StreamHub
{
    private readonly Lock _gate = new();
    private readonly EventLog _log;
    private Subscription[] _subscriptions = [];
    private long _lastUsed;
    private bool _open;
    private bool _opening;
    private volatile bool _closed;

    /// <summary>What the slowest subscription had when it was last looked for, in items: it may have had more since.</summary>
    private long _slowest;

    public StreamHub(StreamRuntime runtime, StreamKey key, StreamSettings settings)
    {
        (Runtime, Key, Settings) = (runtime, key, settings);
        // Numbers go on growing when the stream leaves memory and comes back, and over restarts: consumers may compare tokens.
        _log = new EventLog(runtime.Engine.Time.GetUtcNow().Ticks);
        _lastUsed = runtime.Engine.Executor.Now;
    }

    public StreamRuntime Runtime { get; }
    public StreamKey Key { get; }
    public StreamSettings Settings { get; }
    public EventLog Log => _log;

    /// <summary>It has left memory: whoever holds it asks for the new one.</summary>
    public bool IsClosed => _closed;
    private Engine Engine => Runtime.Engine;

    /// <summary>Queues an event for all subscriptions. Null when the hub has left memory and the caller must ask for the new one.</summary>
    public Task? Publish(StreamEvent published)
    {
        Task? waiting = null;
        lock (_gate)
        {
            if (_closed) return null;
            if (!_open || _producers.Count > 0 || !HasRoom()) waiting = Wait(published);
            else Append(published);
        }
        if (waiting is null)
        {
            Wake();
            return Task.CompletedTask;
        }
        if (!_open) Open();
        else Freed();
        return waiting;
    }

    /// <summary>The least that any subscription has had. Others never wait for it: it only holds producers.</summary>
    private bool HasRoom()
    {
        if (_log.Items - _slowest < Settings.Capacity) return true;
        _slowest = Slowest();
        return _log.Items - _slowest < Settings.Capacity;
    }

    private long Slowest()
    {
        var least = _log.Items;
        foreach (var subscription in _subscriptions) least = Math.Min(least, subscription.ItemsDone);
        return least;
    }

    private void Append(StreamEvent published)
    {
        if (_log.IsFull) Trim();
        _log.Append(published);
        Runtime.Metrics.Published(published.Count);
    }

    private void Trim() => _log.Trim(Needed(), StreamSettings.History);

    /// <summary>The oldest event that a subscription still needs.</summary>
    private long Needed()
    {
        var least = _log.End;
        foreach (var subscription in _subscriptions) least = Math.Min(least, subscription.Needs);
        return least;
    }

    /// <summary>Starts those that rest; those at work see the new event by themselves.</summary>
    private void Wake()
    {
        Volatile.Write(ref _lastUsed, Engine.Executor.Now);
        // Between telling of the event and looking who rests; the other side does the two the other way round.
        Interlocked.MemoryBarrier();
        foreach (var subscription in Volatile.Read(ref _subscriptions))
            if (subscription.Rests) subscription.Start();
    }

    /// <summary>Items that wait for the subscription that has most waiting. Racy, for metrics.</summary>
    public long LongestQueue
    {
        get
        {
            var (items, longest) = (_log.Items, 0L);
            foreach (var subscription in Volatile.Read(ref _subscriptions)) longest = Math.Max(longest, items - subscription.ItemsDone);
            return longest;
        }
    }

    /// <summary>
    /// Called now and then: lets the events of a stream go that has rested for the given time, and the stream itself if nobody has used it for its
    /// period. True when it has left memory.
    /// </summary>
    public bool Sweep(long now, TimeSpan rest)
    {
        lock (_gate)
        {
            var idle = now - Volatile.Read(ref _lastUsed);
            if (idle < rest.TotalMilliseconds) Trim();
            else _log.Rest(Needed());
            if (idle < Settings.Inactivity.TotalMilliseconds || _opening || _producers.Count > 0) return false;
            foreach (var subscription in _subscriptions)
                if (!subscription.Rests || subscription.IsVolatile || subscription.Needs < _log.End) return false;
            return _closed = true;
        }
    }
}
