namespace Genesis.Embedded.Simulating;

/// <summary>Virtual time as its users see it. Each silo has its own, so that its timers end with it when it is killed.</summary>
internal sealed class VirtualTimeProvider(VirtualClock clock, LoopContext context, TimerKind kind) : TimeProvider
{
    public TimerKind Kind { get; } = kind;

    /// <summary>Where callbacks of timers run.</summary>
    public LoopContext Context { get; } = context;

    public bool IsDead => Context.IsDead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Start.AddTicks(clock.Now);

    // Not from zero: code takes a timestamp of zero for none.
    public override long GetTimestamp() => clock.Start.UtcTicks + clock.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = clock.Create(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
