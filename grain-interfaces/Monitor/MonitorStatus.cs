using System.Collections.Immutable;

namespace Genesis;

/// <summary>How the whole system is.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.MonitorStatus")]
public sealed record MonitorStatus
{
    /// <summary>The mode and its last change.</summary>
    [Id(0)] public required ModeChange Mode { get; init; }

    /// <summary>What the mode is computed from now.</summary>
    [Id(1)] public required ModeInputs Health { get; init; }

    /// <summary>How many components are in each state; only states with any.</summary>
    [Id(2)] public ImmutableSortedDictionary<Lifecycle, int> States { get; init; } = ImmutableSortedDictionary<Lifecycle, int>.Empty;

    /// <summary>Handlers that have been running for long, longest first.</summary>
    [Id(3)] public ImmutableArray<BusyComponent> Busy { get; init; } = [];

    /// <summary>The figures of resilience.</summary>
    [Id(4)] public required SystemFigures Figures { get; init; }

    /// <summary>Silos that report.</summary>
    [Id(5)] public int Silos { get; init; }

    /// <summary>Processes that are told of changes of the mode.</summary>
    [Id(6)] public int Processes { get; init; }

    /// <summary>How long it took until all processes that answered had taken over the last change of the mode.</summary>
    [Id(7)] public TimeSpan? LastChangeTook { get; init; }

    /// <summary>The last changes of the mode, oldest first.</summary>
    [Id(8)] public ImmutableArray<ModeChange> Changes { get; init; } = [];
}
