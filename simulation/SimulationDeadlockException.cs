namespace Genesis.Simulations;

/// <summary>
/// The failure of a simulation in which nothing can run and nothing is due but response timeouts. The message shows the chain of waiting
/// calls.
/// </summary>
public sealed class SimulationDeadlockException : SimulationException
{
    /// <summary>Makes a failure.</summary>
    public SimulationDeadlockException(string message)
        : base(message)
    {
    }
}
