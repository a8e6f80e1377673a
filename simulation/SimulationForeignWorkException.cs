namespace Genesis.Simulations;

/// <summary>
/// The failure of a simulation whose code left the simulation's thread, so that no seed can repeat it. The message shows the cause and the
/// place.
/// </summary>
public sealed class SimulationForeignWorkException : SimulationException
{
    /// <summary>Makes a failure.</summary>
    public SimulationForeignWorkException(string message)
        : base(message)
    {
    }
}
