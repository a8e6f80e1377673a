namespace Genesis.Resilience;

/// <summary>How many asks may be under way to one component from one process.</summary>
public sealed class ConcurrencyOptions
{
    /// <summary>Whether the limit follows the latency. Off: it is <see cref="Initial"/>.</summary>
    public bool Adaptive { get; set; } = true;

    /// <summary>The limit to begin with, and the fixed one when it is not adaptive.</summary>
    public int Initial { get; set; } = 4096;

    /// <summary>The limit never falls below this.</summary>
    public int Min { get; set; } = 32;

    /// <summary>The limit never rises above this.</summary>
    public int Max { get; set; } = 16384;

    /// <summary>The limit is reconsidered once in this time.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A window with fewer answers than this goes on.</summary>
    public int MinSamples { get; set; } = 20;

    /// <summary>The recent latency may be so many times the long-term one before it counts as overload. 1 or more.</summary>
    public double Tolerance { get; set; } = 1.5;

    /// <summary>Mean latencies below this are never taken for overload, whatever they were before.</summary>
    public TimeSpan Unremarkable { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How much of a newly computed limit is taken over at once. Above 0, up to 1.</summary>
    public double Smoothing { get; set; } = 0.2;

    /// <summary>So many windows make up the long-term latency.</summary>
    public int LongTermWindows { get; set; } = 600;
}
