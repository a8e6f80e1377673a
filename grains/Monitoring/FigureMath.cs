using Genesis.Resilience;

namespace Genesis.Monitoring;

/// <summary>The figures of resilience from what was counted.</summary>
internal static class FigureMath
{
    public static SystemFigures Of(FigureCounts counts) => new(
        Share(counts.Ok, counts.Admitted),
        Share(counts.Automatic, counts.Automatic + counts.ByHand + counts.Quarantined),
        counts.Timed > 0 ? counts.RecoveryTime / counts.Timed : null,
        counts.Timed > 0 ? LatencyHistogram.Quantile(counts.RecoveryTimes, 0.99) : null,
        Share(counts.StrainedOk, counts.Strained),
        counts);

    private static double? Share(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
