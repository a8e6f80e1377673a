namespace Genesis;

/// <summary>An answer was taken from an ask that has none.</summary>
public sealed class AskException(Outcome outcome) : Exception(outcome.Sentence)
{
    /// <summary>How the ask ended.</summary>
    public Outcome Outcome { get; } = outcome;
}
