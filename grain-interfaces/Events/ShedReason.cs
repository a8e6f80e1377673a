namespace Genesis;

/// <summary>Why an event did not reach a subscriber.</summary>
public enum ShedReason
{
    /// <summary>The mailbox was full.</summary>
    Overflow,

    /// <summary>It waited in a mailbox and made room for another one.</summary>
    Displaced,

    /// <summary>The system mode did not let it through.</summary>
    Mode,

    /// <summary>Too much was on its way to the subscriber already.</summary>
    OutboxFull,

    /// <summary>Its publisher waited for room until its time was up.</summary>
    WaitExpired,

    /// <summary>It could not be brought to the subscriber's process.</summary>
    Undeliverable,

    /// <summary>The subscriber was stopped or removed.</summary>
    ComponentStopped,

    /// <summary>The subscriber failed for good, or was killed.</summary>
    ComponentKilled,

    /// <summary>It was in the memory of a host that died.</summary>
    LostWithHost,

    /// <summary>A fault was injected that drops events.</summary>
    Fault,
}
