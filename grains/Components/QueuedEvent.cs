using Genesis.Events;

namespace Genesis;

/// <summary>An event that waits for its component or is being handled by it.</summary>
internal readonly struct QueuedEvent(ComponentEvent happened, IntakeType type, int attempts = 0) : IMailboxItem
{
    public ComponentEvent Event => happened;

    public IntakeType Kind => type;

    /// <summary>How often it was tried.</summary>
    public int Attempts => attempts;

    public string Type => happened.Type;

    public string? Key => happened.Key;

    public EventPriority Priority => happened.Priority;

    // A type that has become durable, or is no longer, since the event was told: what the event is counts.
    public OverflowPolicy Overflow => happened.IsDurable ? OverflowPolicy.Durable : type.Policy.Overflow == OverflowPolicy.Durable ? OverflowPolicy.Wait : type.Policy.Overflow;

    public DateTimeOffset? ExpiresAt => happened.ExpiresAt;

    public QueuedEvent Tried => new(happened, type, attempts + 1);
}
