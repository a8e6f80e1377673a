namespace Genesis.Resilience;

/// <summary>Circuit breakers, one for each component that is asked.</summary>
public sealed class BreakerOptions
{
    /// <summary>So many consecutive failures open it. 1 or more.</summary>
    public int Failures { get; set; } = 3;

    /// <summary>How long it stays open before it lets a probe through.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A probe of which nothing is heard for so long is given up, and the next ask becomes one.</summary>
    public TimeSpan ProbeLimit { get; set; } = TimeSpan.FromSeconds(10);
}
