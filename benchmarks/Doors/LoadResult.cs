namespace Genesis.Benchmarks.Doors;

/// <summary>What a load measured.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P99">99% of them took no longer.</param>
internal sealed record LoadResult(double PerSecond, TimeSpan P50, TimeSpan P99);
