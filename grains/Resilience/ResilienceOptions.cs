namespace Genesis.Resilience;

/// <summary>What protects asks: deadlines, breakers, retries, limits. All of it may be changed while the system runs.</summary>
public sealed class ResilienceOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Resilience";

    /// <summary>Deadlines of the classes of requests.</summary>
    public RequestClassOptions Deadlines { get; set; } = new();

    /// <summary>Circuit breakers.</summary>
    public BreakerOptions Breaker { get; set; } = new();

    /// <summary>Retries and their budget.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>Asks under way at once.</summary>
    public ConcurrencyOptions Concurrency { get; set; } = new();

    /// <summary>The time of one attempt.</summary>
    public AttemptTimeoutOptions AttemptTimeout { get; set; } = new();

    /// <summary>Whether asks to components that are active in this process go to their activation's scheduler, without a grain call.</summary>
    public bool LocalPath { get; set; } = true;
}
