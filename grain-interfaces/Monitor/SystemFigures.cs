namespace Genesis;

/// <summary>The figures of resilience, live, since the silos started. Null where nothing was counted yet.</summary>
/// <param name="Availability">Share of admitted asks answered within their deadline; target 95 to 98% under chaos.</param>
/// <param name="AutomaticRecovery">Share of ended failures after which the component ran again by itself; target above 90%.</param>
/// <param name="RecoveryMean">Mean time from failure to the next handled message; target below a minute.</param>
/// <param name="RecoveryP99">99% of the recoveries took no longer; target 2 s.</param>
/// <param name="Operability">Share of critical asks answered while 30% or more had failed; target 80 to 90%.</param>
/// <param name="Counts">What they are made of.</param>
[GenerateSerializer, Immutable, Alias("Genesis.SystemFigures")]
public sealed record SystemFigures(
    [property: Id(0)] double? Availability,
    [property: Id(1)] double? AutomaticRecovery,
    [property: Id(2)] TimeSpan? RecoveryMean,
    [property: Id(3)] TimeSpan? RecoveryP99,
    [property: Id(4)] double? Operability,
    [property: Id(5)] FigureCounts Counts);
