namespace Genesis.Events;

/// <summary>How events of one type are treated.</summary>
/// <param name="Overflow">What happens when a mailbox is full.</param>
/// <param name="Priority">How urgent they are if their publisher says nothing.</param>
/// <param name="TimeToLive">When they are worth nothing any more, if their publisher says nothing; null for never.</param>
/// <param name="Retries">How often a handler that throws is tried again.</param>
/// <param name="Flows">Whether they pass in every mode without being critical.</param>
/// <param name="WaitLimit">How long a publisher waits for room, where the policy is to wait.</param>
public sealed record EventPolicy(OverflowPolicy Overflow, EventPriority Priority, TimeSpan? TimeToLive, int Retries, bool Flows, TimeSpan WaitLimit)
{
    /// <summary>Whether they are in the journal before the publisher goes on, and survive a kill.</summary>
    public bool IsDurable => Overflow == OverflowPolicy.Durable;

    /// <summary>Whether an event passes in a mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="priority">The event's own priority.</param>
    public bool Passes(SystemMode mode, EventPriority priority) => Flows || mode switch
    {
        SystemMode.Normal => true,
        SystemMode.Safe => priority > EventPriority.Low,
        _ => priority >= EventPriority.Critical,
    };
}
