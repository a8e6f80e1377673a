namespace Genesis;

/// <summary>Something that happened, told to those who subscribed. One object is shared by all of them.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentEvent")]
public sealed record ComponentEvent
{
    /// <summary>Namespace of the streams by which events of a type reach whoever is no component; a stream's key is the type.</summary>
    public const string Streams = "event";

    /// <summary>What happened: words separated by dots, such as <c>trade.btc</c>.</summary>
    [Id(0)]
    public required string Type { get; init; }

    /// <summary>The data.</summary>
    [Id(1)]
    public required Payload Data { get; init; }

    /// <summary>Who told it.</summary>
    [Id(2)]
    public required string Source { get; init; }

    /// <summary>Identifies the event; the same when a handler that runs again on the same input tells it again.</summary>
    [Id(3)]
    public required string Id { get; init; }

    /// <summary>Life of the source that told it; each activation begins a new one.</summary>
    [Id(4)]
    public required long Epoch { get; init; }

    /// <summary>Number within the epoch, from 1, without gaps.</summary>
    [Id(5)]
    public required long Sequence { get; init; }

    /// <summary>When it was told (UTC), or the exchange's time for events of exchanges.</summary>
    [Id(6)]
    public required DateTimeOffset Time { get; init; }

    /// <summary>Where it comes from.</summary>
    [Id(7)]
    public EventOrigin Origin { get; init; }

    /// <summary>How urgent it is.</summary>
    [Id(8)]
    public EventPriority Priority { get; init; } = EventPriority.Normal;

    /// <summary>What it is about, such as a symbol: newer events replace older ones of the same type and key where the policy says so.</summary>
    [Id(9)]
    public string? Key { get; init; }

    /// <summary>When it is worth nothing any more (UTC).</summary>
    [Id(10)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Place in the journal, from 1; 0 for events that are not durable.</summary>
    [Id(11)]
    public long Position { get; init; }

    /// <summary>Whether it is in the journal and will be handled even if this process dies.</summary>
    public bool IsDurable => Position > 0;
}
