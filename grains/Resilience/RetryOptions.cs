namespace Genesis.Resilience;

/// <summary>Retries of requests that are declared idempotent, after failures that may pass.</summary>
public sealed class RetryOptions
{
    /// <summary>Attempts at most, the first one included. 1 turns retries off.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Wait before the second attempt; it doubles with every further one.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.1);

    /// <summary>How far a wait may differ from its exact value: 0.5 spreads it over ±25%. 0 to 1.</summary>
    public double Jitter { get; set; } = 0.5;

    /// <summary>No attempt is begun with less than this left until the deadline: it could not end in time.</summary>
    public TimeSpan UsefulRemainder { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Retries at most, as a share of the first attempts in the window. 0 to 1.</summary>
    public double BudgetRatio { get; set; } = 0.2;

    /// <summary>So many retries a window are allowed however little traffic there is.</summary>
    public int BudgetFloor { get; set; } = 10;

    /// <summary>The sliding window in which traffic and retries are counted.</summary>
    public TimeSpan BudgetWindow { get; set; } = TimeSpan.FromSeconds(10);
}
