namespace Genesis.Simulations;

/// <summary>The course of a simulation.</summary>
public class SimulationReport
{
    internal SimulationReport(long seed, ulong traceHash, long steps, TimeSpan elapsed, IReadOnlyList<string> pendingCalls) =>
        (Seed, TraceHash, Steps, Elapsed, PendingCalls) = (seed, traceHash, steps, elapsed, pendingCalls);

    /// <summary>The seed of the run.</summary>
    public long Seed { get; }

    /// <summary>
    /// A hash over every step. The same seed and the same code give the same hash, in every process and on every machine.
    /// </summary>
    public ulong TraceHash { get; }

    /// <summary>Turns, continuations and timers that ran.</summary>
    public long Steps { get; }

    /// <summary>Virtual time from the start to the end, the stop of the silo included.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The calls that were not answered yet when the body was done, one description each.</summary>
    public IReadOnlyList<string> PendingCalls { get; }
}
