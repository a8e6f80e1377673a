namespace Genesis.Events;

/// <summary>How events are queued and delivered. All of it may be changed while the system runs.</summary>
public sealed class EventOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Events";

    /// <summary>The stream provider that carries events to components. Another one than <c>inboxes</c> must be registered by the host. Taken at start.</summary>
    public string InboxStreams { get; set; } = "inboxes";

    /// <summary>
    /// The stream provider by which events of each type reach subscribers that are no components: the stream <c>event/TYPE</c>. Another one than <c>events</c> must be registered
    /// by the host; empty for no such streams. Taken at start.
    /// </summary>
    public string TypeStreams { get; set; } = "events";

    /// <summary>How long a publisher waits for room, for types whose policy is to wait.</summary>
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many events may be on their way from one process to one subscriber, beside those in its mailbox. Taken at start.</summary>
    public int OutboxCapacity { get; set; } = 1000;

    /// <summary>How many events go to a subscriber together at most. Taken at start.</summary>
    public int BatchSize { get; set; } = 256;

    /// <summary>
    /// Policies of event types: by type, by a beginning and <c>.*</c>, or by <c>*</c>. Each setting is taken from the most particular pattern that
    /// says it, and where patterns are equal, from here before the defaults of <see cref="EventPolicies"/>.
    /// </summary>
    public Dictionary<string, EventTypeOptions> Types { get; } = new(StringComparer.Ordinal);
}
