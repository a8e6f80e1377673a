using System.Collections.Immutable;

namespace Genesis;

/// <summary>The components of one silo together.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.SiloReport")]
public sealed record SiloReport
{
    /// <summary>The silo's process.</summary>
    [Id(0)] public required long Process { get; init; }

    /// <summary>Number of the report: an older one that comes late is passed over.</summary>
    [Id(1)] public required long Number { get; init; }

    /// <summary>How long the silo has been up.</summary>
    [Id(2)] public required TimeSpan Uptime { get; init; }

    /// <summary>The mode that the silo acts by.</summary>
    [Id(3)] public SystemMode Mode { get; init; }

    /// <summary>Numbers and weights, and up to 100 of the failed.</summary>
    [Id(4)] public required ModeInputs Health { get; init; }

    /// <summary>How many components are in each state, by the number of <see cref="Lifecycle"/>.</summary>
    [Id(5)] public ImmutableArray<int> States { get; init; } = [];

    /// <summary>Up to 100 handlers that have been running for longest.</summary>
    [Id(6)] public ImmutableArray<BusyComponent> Busy { get; init; } = [];

    /// <summary>Components that have recovered since the last report.</summary>
    [Id(7)] public ImmutableArray<string> Recovered { get; init; } = [];

    /// <summary>What was counted since the silo started.</summary>
    [Id(8)] public FigureCounts Figures { get; init; } = FigureCounts.None;

    /// <summary>Whether the silo stops now: its components are somebody else's.</summary>
    [Id(9)] public bool Leaves { get; init; }

    /// <summary>Whether the silo still starts the components that there were when it began.</summary>
    [Id(10)] public bool Starts { get; init; }
}
