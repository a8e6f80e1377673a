namespace Genesis.Events;

/// <summary>What a <see cref="Mailbox{T}"/> must know of what it holds. The answers must not change while the item is queued.</summary>
internal interface IMailboxItem
{
    /// <summary>Type of the event.</summary>
    string Type { get; }

    /// <summary>What the event is about; null for nothing in particular.</summary>
    string? Key { get; }

    /// <summary>Higher ones are taken first; critical ones may displace others.</summary>
    EventPriority Priority { get; }

    /// <summary>What happens when the mailbox is full.</summary>
    OverflowPolicy Overflow { get; }

    /// <summary>From then on it is worth nothing (UTC); null for never.</summary>
    DateTimeOffset? ExpiresAt { get; }
}
