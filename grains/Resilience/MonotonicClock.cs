namespace Genesis.Resilience;

/// <summary>Time since the process started: never goes back, whatever happens to the wall clock. Reading it allocates nothing.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    // What clocks of all usual machines have; dividing by a constant is what makes reading it cheap.
    private const int NanosecondsPerTick = 100;

    private readonly bool _nanoseconds = time.TimestampFrequency == 1_000_000_000;
    private readonly long _start = time.GetTimestamp();
    private readonly DateTimeOffset _startUtc = time.GetUtcNow();

    /// <summary>What it is made of; timers and waits come from here.</summary>
    public TimeProvider Time => time;

    /// <summary>Whether time passes by itself; else it is a simulation's, which has one thread.</summary>
    public bool IsReal => ReferenceEquals(time, TimeProvider.System);

    /// <summary>Time since this clock was made.</summary>
    public TimeSpan Now => _nanoseconds ? new TimeSpan((time.GetTimestamp() - _start) / NanosecondsPerTick) : time.GetElapsedTime(_start);

    /// <summary>A moment of this clock for people (UTC).</summary>
    public DateTimeOffset ToUtc(TimeSpan at) => _startUtc + at;

    /// <summary>A moment for people on this clock.</summary>
    public TimeSpan FromUtc(DateTimeOffset at) => at - _startUtc;
}
