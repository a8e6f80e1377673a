namespace Genesis;

/// <summary>Bounds of asks and components that hold for all of them.</summary>
public sealed class ComponentLimits
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Limits";

    /// <summary>How many asks may wait for each other in a chain: beyond that it is runaway recursion.</summary>
    public int MaxDepth { get; set; } = 32;

    /// <summary>How long any ask may take; must be below Orleans' response timeout.</summary>
    public TimeSpan LongestAsk { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How many requests may wait for one component.</summary>
    public int RequestQueue { get; set; } = 2000;

    /// <summary>How many events may wait for one component, unless its policies say otherwise.</summary>
    public int MailboxCapacity { get; set; } = 50;

    /// <summary>From how many waiting events on a warning is given.</summary>
    public int MailboxWarning { get; set; } = 40;

    /// <summary>How many components may be registered.</summary>
    public int MaxComponents { get; set; } = 1_000_000;

    /// <summary>How many blocking components may run a handler at once; others wait.</summary>
    public int BlockingThreads { get; set; } = 64;

    /// <summary>How long one step of stopping a component may take: what runs, its stop method, its last checkpoint.</summary>
    public TimeSpan StopStep { get; set; } = TimeSpan.FromSeconds(1);

    internal ComponentLimits Copy() => (ComponentLimits)MemberwiseClone();

    /// <summary>Takes over changed settings; the number of threads for blocking components stays as it was at start.</summary>
    internal void Take(ComponentLimits changed)
    {
        (MaxDepth, LongestAsk, RequestQueue, MaxComponents) = (changed.MaxDepth, changed.LongestAsk, changed.RequestQueue, changed.MaxComponents);
        (MailboxCapacity, MailboxWarning) = (changed.MailboxCapacity, changed.MailboxWarning);
        StopStep = changed.StopStep;
    }
}
