namespace Genesis;

/// <summary>What of an event differs from the policy of its type.</summary>
public sealed record TellOptions
{
    /// <summary>What it is about, such as a symbol.</summary>
    public string? Key { get; init; }

    /// <summary>How urgent it is.</summary>
    public EventPriority? Priority { get; init; }

    /// <summary>How long it is worth something.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Where it comes from.</summary>
    public EventOrigin? Origin { get; init; }

    /// <summary>
    /// Id of the one component that gets it, whether it subscribed to the type or not, also when it is the one who tells it. If there is none of that id, the event
    /// is refused. Null for all who subscribed.
    /// </summary>
    public string? Only { get; init; }

    /// <summary>When it happened (UTC), if not now.</summary>
    public DateTimeOffset? Time { get; init; }
}
