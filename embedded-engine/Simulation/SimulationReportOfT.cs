namespace Genesis.Embedded;

/// <summary>What a simulation did and what its body returned.</summary>
public sealed class SimulationReport<T> : SimulationReport
{
    internal SimulationReport(T result, SimulationReport report)
        : base(report.Seed, report.TraceHash, report.Steps, report.Elapsed, report.PendingCalls) => Result = result;

    /// <summary>What the body returned.</summary>
    public T Result { get; }
}
