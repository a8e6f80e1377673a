namespace Genesis.Embedded;

/// <summary>A simulation reached a limit of its options: the number of steps, or virtual time.</summary>
public sealed class SimulationLimitException : SimulationException
{
    /// <summary>A limit was reached.</summary>
    public SimulationLimitException(string message)
        : base(message)
    {
    }

    internal override SimulationException At(SimulationReport report) => new SimulationLimitException(Place(report)) { Report = report };
}
