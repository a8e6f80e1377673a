using System.Collections.Immutable;

namespace Genesis;

/// <summary>What the figures of the system are made of; of several silos, added.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.FigureCounts")]
public sealed record FigureCounts
{
    /// <summary>Nothing was counted.</summary>
    public static FigureCounts None { get; } = new();

    /// <summary>Asks that the mode let pass and whose target and type were known; without pings and status.</summary>
    [Id(0)] public long Admitted { get; init; }

    /// <summary>Those of them that were answered within their deadline.</summary>
    [Id(1)] public long Ok { get; init; }

    /// <summary>Critical asks while 30% of the weight or more had failed.</summary>
    [Id(2)] public long Strained { get; init; }

    /// <summary>Those of them that were answered within their deadline.</summary>
    [Id(3)] public long StrainedOk { get; init; }

    /// <summary>Failures of components; several before a component runs again are one.</summary>
    [Id(4)] public long Failures { get; init; }

    /// <summary>Failures after which the component ran again by itself.</summary>
    [Id(5)] public long Automatic { get; init; }

    /// <summary>Failures after which somebody restarted it.</summary>
    [Id(6)] public long ByHand { get; init; }

    /// <summary>Failures that ended in quarantine.</summary>
    [Id(7)] public long Quarantined { get; init; }

    /// <summary>Recoveries whose time is known: a message was handled after them.</summary>
    [Id(8)] public long Timed { get; init; }

    /// <summary>Their times together.</summary>
    [Id(9)] public TimeSpan RecoveryTime { get; init; }

    /// <summary>Their times in buckets.</summary>
    [Id(10)] public ImmutableArray<int> RecoveryTimes { get; init; } = [];

    /// <summary>How often a failure was suspected to come.</summary>
    [Id(11)] public long Predictions { get; init; }

    /// <summary>Suspicions after which the component failed.</summary>
    [Id(12)] public long Hits { get; init; }

    /// <summary>Suspicions after which the handler ended well.</summary>
    [Id(13)] public long FalseAlarms { get; init; }

    /// <summary>Both together.</summary>
    public FigureCounts Plus(FigureCounts other) => new()
    {
        Admitted = Admitted + other.Admitted,
        Ok = Ok + other.Ok,
        Strained = Strained + other.Strained,
        StrainedOk = StrainedOk + other.StrainedOk,
        Failures = Failures + other.Failures,
        Automatic = Automatic + other.Automatic,
        ByHand = ByHand + other.ByHand,
        Quarantined = Quarantined + other.Quarantined,
        Timed = Timed + other.Timed,
        RecoveryTime = RecoveryTime + other.RecoveryTime,
        RecoveryTimes = RecoveryTimes.Length == 0 ? other.RecoveryTimes : other.RecoveryTimes.Length == 0 ? RecoveryTimes : [.. RecoveryTimes.Zip(other.RecoveryTimes, static (a, b) => a + b)],
        Predictions = Predictions + other.Predictions,
        Hits = Hits + other.Hits,
        FalseAlarms = FalseAlarms + other.FalseAlarms,
    };
}
