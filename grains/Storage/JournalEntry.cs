namespace Genesis.Storage;

/// <summary>A durable event as the journal keeps it, with those who are to get it.</summary>
public sealed record JournalEntry
{
    /// <summary>The event's id; the journal keeps each id once.</summary>
    public required string Id { get; init; }

    /// <summary>Who told it.</summary>
    public required string Source { get; init; }

    /// <summary>The source's epoch: a new one per activation, see <see cref="IJournal.NextEpoch"/>.</summary>
    public long Epoch { get; init; }

    /// <summary>The event's number within the epoch.</summary>
    public long Sequence { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>When it was told.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>How urgent it is.</summary>
    public EventPriority Priority { get; init; } = EventPriority.Normal;

    /// <summary>What it is about, for conflation; null for nothing.</summary>
    public string? Key { get; init; }

    /// <summary>Where it comes from.</summary>
    public EventOrigin Origin { get; init; }

    /// <summary>From then on nobody needs it; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The id of the event whose handling told this one; null if none did.</summary>
    public string? CauseId { get; init; }

    /// <summary>The component that handled the cause. The entry is kept while that delivery is pending, so that a replay finds it.</summary>
    public string? CauseTarget { get; init; }

    /// <summary>The data as JSON in UTF-8. Must not change once it was handed over.</summary>
    public ReadOnlyMemory<byte> PayloadUtf8 { get; init; }

    /// <summary>The components that are to get it, each once. As read from the journal: only the one that was asked for.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>An event as the journal keeps it; who is to get it is not said yet.</summary>
    internal static JournalEntry Of(ComponentEvent happened) => new()
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
    };

    /// <summary>The event again.</summary>
    /// <param name="position">Its place in the journal; 0 for what is not delivered from there.</param>
    internal ComponentEvent ToEvent(long position = 0) => new()
    {
        Type = Type,
        Data = Payload.FromJson(PayloadUtf8.Span, PayloadLimits.Unbounded),
        Source = Source,
        Id = Id,
        Epoch = Epoch,
        Sequence = Sequence,
        Time = Time,
        Origin = Origin,
        Priority = Priority,
        Key = Key,
        ExpiresAt = ExpiresAt,
        Position = position,
    };
}
