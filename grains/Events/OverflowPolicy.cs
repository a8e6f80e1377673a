namespace Genesis.Events;

/// <summary>What happens to an event that finds its queue full.</summary>
public enum OverflowPolicy
{
    /// <summary>The new one is shed.</summary>
    DropNewest,

    /// <summary>The oldest one of this policy makes room, lower priorities first; if there is none of the same or a lower priority, the new one is shed.</summary>
    DropOldest,

    /// <summary>
    /// Takes the place of the queued one of the same type and key, full or not, so that only the latest value of a key waits. If there is none
    /// and the queue is full, or if it has no key, it is treated like <see cref="DropNewest"/>.
    /// </summary>
    Conflate,

    /// <summary>The publisher waits for room, within a deadline.</summary>
    Wait,

    /// <summary>Never shed: it stays in the journal until there is room.</summary>
    Durable,
}
