namespace Genesis.Events;

/// <summary>How events of some types are treated. What is left out is taken from the next more general pattern.</summary>
public sealed class EventTypeOptions
{
    /// <summary>What happens when a mailbox is full. Not for durable types, which are never shed.</summary>
    public OverflowPolicy? Overflow { get; set; }

    /// <summary>Whether they are in the journal before the publisher goes on, and survive a kill.</summary>
    public bool? Durable { get; set; }

    /// <summary>How urgent they are if their publisher says nothing. Low ones are shed in SAFE already; critical ones pass in every mode and displace others.</summary>
    public EventPriority? Priority { get; set; }

    /// <summary>When they are worth nothing any more, if their publisher says nothing.</summary>
    public TimeSpan? TimeToLive { get; set; }

    /// <summary>How often a handler that throws is tried again, before the event goes to the dead letters.</summary>
    public int? Retries { get; set; }

    /// <summary>Whether they pass in every mode without being critical, such as market data that values open positions.</summary>
    public bool? Flows { get; set; }

    /// <summary>How long a publisher waits for room, where the policy is to wait.</summary>
    public TimeSpan? WaitLimit { get; set; }
}
