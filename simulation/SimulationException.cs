namespace Genesis.Simulations;

/// <summary>The failure of a simulation. The message has the seed that repeats it; the cause is the inner exception.</summary>
public class SimulationException : Exception
{
    /// <summary>Makes a failure.</summary>
    public SimulationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes a failure with its cause.</summary>
    public SimulationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The course of the simulation up to the failure. Null when the simulation had not begun.</summary>
    public SimulationReport? Report { get; internal init; }
}
