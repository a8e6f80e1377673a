namespace Genesis.Supervision;

/// <summary>How failed components are found and what is done about them. All of it may be changed while the system runs.</summary>
public sealed class SupervisionOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Supervision";

    /// <summary>So many handler failures one after the other fail a component.</summary>
    public int MaxConsecutiveFailures { get; set; } = 3;

    /// <summary>A handler call that runs longer than this is hung.</summary>
    public TimeSpan HungAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A component without activity for so long is pinged.</summary>
    public TimeSpan ProbeAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often components are looked at.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>More restarts than this within <see cref="RestartWindow"/> quarantine a component.</summary>
    public int MaxRestarts { get; set; } = 5;

    /// <summary>The time in which restarts are counted.</summary>
    public TimeSpan RestartWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Delay before the second restart within the window; the first is at once, and each further delay is twice the one before.</summary>
    public TimeSpan RestartBaseDelay { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>No delay is longer.</summary>
    public TimeSpan MaxRestartDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far a delay may differ from its exact value: 0.5 spreads it over ±25%. 0 to 1.</summary>
    public double RestartJitter { get; set; } = 0.5;

    /// <summary>Suspicion before a failure.</summary>
    public SuspicionOptions Suspicion { get; set; } = new();
}
