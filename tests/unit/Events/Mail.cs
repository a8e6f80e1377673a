using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

/// <summary>An item for mailboxes under test.</summary>
internal sealed record Mail(
    int Number,
    EventPriority Priority = EventPriority.Normal,
    OverflowPolicy Overflow = OverflowPolicy.DropNewest,
    string Type = "tick",
    string? Key = null,
    DateTimeOffset? ExpiresAt = null) : IMailboxItem;
