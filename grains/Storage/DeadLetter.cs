namespace Genesis.Storage;

/// <summary>An event that a component could not deal with, kept to be looked at and replayed.</summary>
public sealed record DeadLetter
{
    /// <summary>Its number; given by <see cref="IDeadLetters.Add"/>.</summary>
    public long Number { get; init; }

    /// <summary>The component that failed at it.</summary>
    public required string Target { get; init; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>The event itself.</summary>
    public required JournalEntry Event { get; init; }
}
