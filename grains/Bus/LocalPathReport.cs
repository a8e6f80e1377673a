namespace Genesis;

/// <summary>Use of the local path in one process since it started: asks to components that were active in the process, brought to them without a grain call.</summary>
/// <param name="Local">Asks on the local path.</param>
/// <param name="GrainCalls">Asks made as grain calls; retries, which are grain calls too, are not counted.</param>
/// <param name="P50">Median time of asks on the local path, of one in sixteen of the recent ones; zero when there are none.</param>
public sealed record LocalPathReport(long Local, long GrainCalls, TimeSpan P50)
{
    /// <summary>The share of asks on the local path; null when nothing was asked.</summary>
    public double? Share => Local + GrainCalls > 0 ? (double)Local / (Local + GrainCalls) : null;
}
