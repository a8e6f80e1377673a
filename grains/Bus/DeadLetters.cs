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
        Event = new JournalEntry
        {
            Id = happened.Id,
            Source = happened.Source,
            Epoch = happened.Epoch,
            Sequence = happened.Sequence,
            Type = happened.Type,
            Time = happened.Time,
            Priority = happened.Priority,
            Key = happened.Key,
            Origin = happened.Origin,
            ExpiresAt = happened.ExpiresAt,
            PayloadUtf8 = happened.Data.Utf8,
        },
    };
}
