using Genesis.Events;

namespace Genesis;

/// <summary>An event that waits in an outbox.</summary>
internal readonly struct OutboxItem(ComponentEvent happened, OverflowPolicy overflow, LedgerRow row) : IMailboxItem
{
    public ComponentEvent Event => happened;

    public LedgerRow Row => row;

    public string Type => happened.Type;

    public string? Key => happened.Key;

    public EventPriority Priority => happened.Priority;

    public OverflowPolicy Overflow => overflow;

    public DateTimeOffset? ExpiresAt => happened.ExpiresAt;
}
