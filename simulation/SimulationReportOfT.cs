namespace Genesis.Simulations;

/// <summary>The course of a simulation, and the result of its body.</summary>
public sealed class SimulationReport<T> : SimulationReport
{
    internal SimulationReport(T result, SimulationReport report)
        : base(report.Seed, report.TraceHash, report.Steps, report.Elapsed, report.PendingCalls) => Result = result;

    /// <summary>The result of the body.</summary>
    public T Result { get; }
}
