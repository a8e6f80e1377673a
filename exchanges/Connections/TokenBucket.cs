namespace Genesis.Exchanges;

/// <summary>
/// A bucket whose tokens come back exactly one period after they were spent, so that no window of that length ever sees more than the capacity
/// (a bucket that refills steadily lets up to twice as many through).
/// </summary>
public sealed class TokenBucket
{
    private readonly Queue<(long At, int Tokens)> _spent = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _period;
    private int _out;
    private long _blockedUntil = long.MinValue;

    /// <param name="capacity">Tokens in a period.</param>
    /// <param name="period">The venue's window; a twentieth is added, because the venue sees our messages with other delays than we do.</param>
    /// <param name="time">The clock.</param>
    public TokenBucket(int capacity, TimeSpan period, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        Capacity = capacity;
        _time = time;
        _period = (long)(period.TotalSeconds * 1.05 * time.TimestampFrequency);
    }

    /// <summary>Tokens in a period.</summary>
    public int Capacity { get; }

    /// <summary>Tokens that could be had now.</summary>
    public int Available
    {
        get
        {
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                Collect(now);
                return now < _blockedUntil ? 0 : Math.Max(0, Capacity - _out);
            }
        }
    }

    /// <summary>Takes tokens, or tells how long to wait before asking again; zero means that they are taken. None (0) only asks whether there is one.</summary>
    public TimeSpan TryTake(int tokens = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens, Capacity);
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            Collect(now);
            if (now < _blockedUntil) return _time.GetElapsedTime(now, _blockedUntil);
            // Zero tokens ask whether there is one, without taking it.
            if (_out + Math.Max(tokens, 1) <= Capacity)
            {
                if (tokens == 0) return TimeSpan.Zero;
                _out += tokens;
                _spent.Enqueue((now, tokens));
                return TimeSpan.Zero;
            }
            var missing = _out + Math.Max(tokens, 1) - Capacity;
            foreach (var (at, count) in _spent)
                if ((missing -= count) <= 0)
                    return _time.GetElapsedTime(now, at + _period + 1);
            throw new InvalidOperationException("More tokens are out than were spent.");
        }
    }

    /// <summary>Waits for tokens and takes them.</summary>
    public async ValueTask TakeAsync(int tokens, CancellationToken cancellation)
    {
        // Rounded up to the timer's millisecond, or the wait ends just before the token is back and is asked for again at once.
        for (var wait = TryTake(tokens); wait > TimeSpan.Zero; wait = TryTake(tokens))
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _time, cancellation);
    }

    /// <summary>The venue has said that it wants to be left alone for a while (429, 418, Retry-After).</summary>
    public void Block(TimeSpan duration)
    {
        lock (_gate)
            _blockedUntil = Math.Max(_blockedUntil, _time.GetTimestamp() + (long)(duration.TotalSeconds * _time.TimestampFrequency));
    }

    private void Collect(long now)
    {
        while (_spent.TryPeek(out var oldest) && now - oldest.At > _period)
        {
            _out -= oldest.Tokens;
            _spent.Dequeue();
        }
    }
}
