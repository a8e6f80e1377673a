using System.Collections.Immutable;

namespace Genesis;

/// <summary>The system at one moment, for live views. What changes from one glance to the next is a rate.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.SystemGlance")]
public sealed record SystemGlance
{
    /// <summary>When (UTC).</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>What runs, and since when.</summary>
    [Id(1)] public required SystemStatus System { get; init; }

    /// <summary>How the whole system is.</summary>
    [Id(2)] public required MonitorStatus Monitor { get; init; }

    /// <summary>Components of the silo that answers.</summary>
    [Id(3)] public ImmutableArray<ComponentGlance> Components { get; init; } = [];

    /// <summary>How many components that silo has.</summary>
    [Id(4)] public int Total { get; init; }

    /// <summary>All deliveries of events, in one row.</summary>
    [Id(5)] public required LedgerRowSnapshot Deliveries { get; init; }

    /// <summary>Asks that have ended, by outcome.</summary>
    [Id(6)] public ImmutableSortedDictionary<OutcomeKind, long> Asks { get; init; } = ImmutableSortedDictionary<OutcomeKind, long>.Empty;

    /// <summary>Time that the answered ones of them took together.</summary>
    [Id(7)] public TimeSpan AnswerTime { get; init; }

    /// <summary>Asks under way.</summary>
    [Id(8)] public int UnderWay { get; init; }

    /// <summary>Faults in force that were injected on purpose.</summary>
    [Id(9)] public int Faults { get; init; }
}
