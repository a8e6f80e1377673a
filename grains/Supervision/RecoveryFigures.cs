using Genesis.Resilience;

namespace Genesis.Supervision;

/// <summary>How the failures of the components in this process ended, since it started. Any thread.</summary>
internal sealed class RecoveryFigures
{
    private long _failures;
    private long _automatic;
    private long _byHand;
    private long _givenUp;
    private long _timed;
    private long _ticks;
    private long _predictions;
    private long _hits;
    private long _falseAlarms;

    /// <summary>Times from failure to the next handled message.</summary>
    public LatencyHistogram Times { get; } = new();

    /// <summary>Failures: several before a component runs again are one.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Those after which the component ran again by itself.</summary>
    public long Automatic => Volatile.Read(ref _automatic);

    /// <summary>Those after which somebody restarted it.</summary>
    public long ByHand => Volatile.Read(ref _byHand);

    /// <summary>Those that ended in quarantine.</summary>
    public long GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Failures after which a message was handled, so that the time is known.</summary>
    public long Timed => Volatile.Read(ref _timed);

    /// <summary>The times together.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>How often a failure was suspected to come.</summary>
    public long Predictions => Volatile.Read(ref _predictions);

    /// <summary>Suspicions after which the component failed.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Suspicions after which the handler ended well.</summary>
    public long FalseAlarms => Volatile.Read(ref _falseAlarms);

    /// <summary>Told of each time from a failure to the next handled message.</summary>
    public event Action<TimeSpan>? Recovered;

    public void CountFailure() => Interlocked.Increment(ref _failures);

    public void CountAutomatic() => Interlocked.Increment(ref _automatic);

    public void CountByHand() => Interlocked.Increment(ref _byHand);

    public void CountGivenUp() => Interlocked.Increment(ref _givenUp);

    public void CountPrediction() => Interlocked.Increment(ref _predictions);

    public void CountOutcome(bool hit) => Interlocked.Increment(ref hit ? ref _hits : ref _falseAlarms);

    public void CountTime(TimeSpan time)
    {
        Times.Record(time);
        Interlocked.Increment(ref _timed);
        Interlocked.Add(ref _ticks, time.Ticks);
        Recovered?.Invoke(time);
    }
}
