namespace Genesis.Tests.Exchanges;

/// <summary>A clock that a test moves. Timers fire on the thread that moves it, in the order of their time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => new(Volatile.Read(ref _now));

    public int Timers
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public void Advance(TimeSpan by)
    {
        var end = Elapsed + by;
        while (FireNext(end))
        {
        }
        Volatile.Write(ref _now, end.Ticks);
    }

    /// <summary>Moves to the next timer and fires it; false if none is due up to the end given.</summary>
    public bool FireNext(TimeSpan end)
    {
        ManualTimer? next;
        lock (_gate)
        {
            next = _timers.Where(timer => timer.Due <= end.Ticks).MinBy(timer => timer.Due);
            if (next is null) return false;
            Volatile.Write(ref _now, Math.Max(_now, next.Due));
            _timers.Remove(next);
        }
        next.Fire();
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime.Ticks;
                time._timers.Add(this);
                return true;
            }
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero) Change(_period, _period);
            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
