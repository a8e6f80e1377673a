namespace Genesis.Embedded;

/// <summary>A simulation failed. The message has the seed that repeats it; the cause is the inner exception.</summary>
public class SimulationException : Exception
{
    /// <summary>A failure.</summary>
    public SimulationException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    public SimulationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What had happened up to the failure; null when the simulation had not begun.</summary>
    public SimulationReport? Report { get; internal init; }

    /// <summary>The same failure with the seed and the place in its message.</summary>
    internal virtual SimulationException At(SimulationReport report) => new(Place(report), InnerException) { Report = report };

    private protected string Place(SimulationReport report) =>
        $"The simulation with seed {report.Seed} failed in step {report.Steps} at virtual time {report.Elapsed:c}. {Message}";
}
