namespace Genesis.Tests.Unit.Resilience;

/// <summary>A clock that moves when it is told to, and fires the timers that fall due on the way, in order.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];

    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on to the next timer and fires it, again and again until the task has ended.</summary>
    public T Finish<T>(ValueTask<T> work)
    {
        var task = work.AsTask();
        for (var i = 0; !task.IsCompleted; i++)
        {
            i.ShouldBeLessThan(1000, "the work does not come to its end");
            Next();
        }
        return task.GetAwaiter().GetResult();
    }

    private void Next()
    {
        var next = _timers.MinBy(timer => timer.Due).ShouldNotBeNull("the work waits for no timer and has not ended");
        _timers.Remove(next);
        Now = next.Due;
        next.Fire();
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            Due = time.Now + dueTime;
            time._timers.Add(this);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
