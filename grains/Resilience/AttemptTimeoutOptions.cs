namespace Genesis.Resilience;

/// <summary>How long one attempt of an ask may take; the ask's deadline always bounds it too.</summary>
public sealed class AttemptTimeoutOptions
{
    /// <summary>Whether the timeout follows the observed latency. Off: it is <see cref="Max"/>.</summary>
    public bool Adaptive { get; set; } = true;

    /// <summary>The timeout never falls below this.</summary>
    public TimeSpan Min { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The timeout never rises above this; it is also what holds before enough has been observed.</summary>
    public TimeSpan Max { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The quantile of the latency that it is made of. Above 0, below 1.</summary>
    public double Quantile { get; set; } = 0.99;

    /// <summary>Timeout = quantile times this. 1 or more.</summary>
    public double Factor { get; set; } = 4;

    /// <summary>The timeout is reconsidered once in this time, and what was observed before counts half from then on.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>With fewer observations than this it stays as it is.</summary>
    public int MinSamples { get; set; } = 50;
}
