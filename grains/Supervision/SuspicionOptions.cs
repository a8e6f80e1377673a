namespace Genesis.Supervision;

/// <summary>Suspicion that a component is about to fail, by phi accrual: it is checkpointed early.</summary>
public sealed class SuspicionOptions
{
    /// <summary>Whether suspicion is raised at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>From this phi on something is suspected: 8 means wrongly so once in 10^8 times, if what was seen so far is typical.</summary>
    public double Threshold { get; set; } = 8;

    /// <summary>So many observations make up what is usual; older ones fade.</summary>
    public int Window { get; set; } = 100;

    /// <summary>Nothing is suspected before so many observations.</summary>
    public int MinSamples { get; set; } = 10;

    /// <summary>The standard deviation is taken to be at least this: very regular observations must not make a hiccup suspicious.</summary>
    public TimeSpan MinStandardDeviation { get; set; } = TimeSpan.FromMilliseconds(100);
}
