namespace Genesis.Embedded;

/// <summary>Nothing can run any more and nothing is due but response timeouts. The message tells who waits for whom.</summary>
public sealed class SimulationDeadlockException : SimulationException
{
    /// <summary>A deadlock.</summary>
    public SimulationDeadlockException(string message)
        : base(message)
    {
    }

    internal override SimulationException At(SimulationReport report) => new SimulationDeadlockException(Place(report)) { Report = report };
}
