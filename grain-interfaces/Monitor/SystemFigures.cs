using System.Globalization;

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
    [property: Id(5)] FigureCounts Counts)
{
    /// <summary>Each figure beside its target.</summary>
    public IReadOnlyList<TargetedFigure> WithTargets() =>
    [
        Share("availability", Availability, 0.95, "at least 95%"),
        Share("automatic recovery", AutomaticRecovery, 0.9, "at least 90%"),
        Time("recovery, mean", RecoveryMean, TimeSpan.FromMinutes(1), "at most 60 s"),
        Time("recovery, 99%", RecoveryP99, TimeSpan.FromSeconds(2), "at most 2 s"),
        Share("operability with 30% failed", Operability, 0.8, "at least 80%"),
    ];

    private static TargetedFigure Share(string name, double? value, double target, string words) =>
        new(name, value is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%") : "-", words, value is { } known ? known >= target : null);

    private static TargetedFigure Time(string name, TimeSpan? value, TimeSpan target, string words) =>
        new(name, value is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s") : "-", words, value is { } known ? known <= target : null);
}
