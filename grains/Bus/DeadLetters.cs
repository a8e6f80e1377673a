using Genesis.Storage;

namespace Genesis;

/// <summary>Makes dead letters of events.</summary>
internal static class DeadLetters
{
    public static DeadLetter Of(ComponentEvent happened, string target, string reason, int attempts, DateTimeOffset at) => new()
    {
        Target = target,
        At = at,
        Reason = reason,
        Attempts = attempts,
        Event = JournalEntry.Of(happened),
    };
}
