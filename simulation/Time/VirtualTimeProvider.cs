namespace Genesis.Simulations.Time;

/// <summary>Virtual time as a TimeProvider. Each silo has its own, so that its timers end when the silo is killed.</summary>
internal sealed class VirtualTimeProvider(VirtualClock clock, ITimerContext context, TimerKind kind) : TimeProvider
{
    public TimerKind Kind { get; } = kind;

    public ITimerContext Context { get; } = context;

    public bool IsDead => Context.IsDead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Start.AddTicks(clock.Now);

    // Timestamps do not begin at zero, because code takes a timestamp of zero for none.
    public override long GetTimestamp() => clock.Start.UtcTicks + clock.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = clock.Create(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
