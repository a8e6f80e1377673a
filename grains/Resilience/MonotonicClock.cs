namespace Genesis.Resilience;

/// <summary>Time since the process started: never goes back, whatever happens to the wall clock. Reading it allocates nothing.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Time since this clock was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);
}
