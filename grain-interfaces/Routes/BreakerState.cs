namespace Genesis.Resilience;

/// <summary>State of a circuit breaker.</summary>
public enum BreakerState
{
    /// <summary>Asks pass.</summary>
    Closed = 0,

    /// <summary>Asks are refused until the period is over.</summary>
    Open = 1,

    /// <summary>One ask at a time passes to find out; the others are refused.</summary>
    HalfOpen = 2,
}
