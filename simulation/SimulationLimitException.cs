namespace Genesis.Simulations;

/// <summary>The failure of a simulation that reached a limit of its options: the number of steps, or virtual time.</summary>
public sealed class SimulationLimitException : SimulationException
{
    /// <summary>Makes a failure.</summary>
    public SimulationLimitException(string message)
        : base(message)
    {
    }
}
