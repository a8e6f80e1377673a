namespace Genesis.Embedded;

/// <summary>Code under simulation left the simulation's thread, so that what happens cannot be repeated. The message tells what came from where.</summary>
public sealed class SimulationForeignWorkException : SimulationException
{
    /// <summary>Another thread came in.</summary>
    public SimulationForeignWorkException(string message)
        : base(message)
    {
    }

    internal override SimulationException At(SimulationReport report) => new SimulationForeignWorkException(Place(report)) { Report = report };
}
