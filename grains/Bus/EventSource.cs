using Genesis.Resilience;

namespace Genesis;

/// <summary>
/// Numbers what one source tells: an epoch that no other life of the source has, and numbers within it. The epoch comes from the journal, at the first event.
/// Safe from any thread.
/// </summary>
/// <param name="name">The source.</param>
/// <param name="nextEpoch">Gets the epoch.</param>
/// <param name="clock">For how long it is waited for.</param>
internal sealed class EventSource(string name, Func<ValueTask<long>> nextEpoch, MonotonicClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<long>? _asking;
    private TimeSpan _askedAt;
    private long _epoch;
    private long _number;
    private long _unnumbered;

    public string Name => name;

    /// <summary>The epoch; 0 until it is known.</summary>
    public long Epoch => Volatile.Read(ref _epoch);

    /// <summary>The next number of an epoch, from 1.</summary>
    public long NextNumber(long epoch) => Interlocked.Increment(ref epoch == 0 ? ref _unnumbered : ref _number);

    /// <summary>Whether an event may be numbered at once: the epoch is known, or cannot be had at present.</summary>
    public bool IsReady => Epoch != 0 || (_asking is { } asking && clock.Now - _askedAt < AskAgainAfter && (asking.IsFaulted || clock.Now - _askedAt > Patience));

    /// <summary>Gets the epoch. For events that are not durable it is 0 while the journal cannot give one: they must not wait for it.</summary>
    public async ValueTask<long> AskEpoch(bool durable)
    {
        if (Epoch is not 0 and var known) return known;
        var asking = Ask();
        try
        {
            var epoch = asking.IsCompleted || durable ? await asking : await asking.WaitAsync(Patience, clock.Time);
            Interlocked.CompareExchange(ref _epoch, epoch, 0);
            return Epoch;
        }
        catch (Exception) when (!durable)
        {
            return Epoch;
        }
    }

    private Task<long> Ask()
    {
        lock (_gate)
        {
            if (_asking is { } asking && (!asking.IsFaulted || clock.Now - _askedAt < AskAgainAfter)) return asking;
            _askedAt = clock.Now;
            return _asking = nextEpoch().AsTask();
        }
    }
}
