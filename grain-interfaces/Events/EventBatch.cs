using System.Collections.Immutable;

namespace Genesis;

/// <summary>Events on their way from one process to one subscriber.</summary>
/// <param name="Events">The events, in the order in which they are to be taken.</param>
/// <param name="Process">The process that sends them.</param>
/// <param name="Number">Grows with each batch of this process to this subscriber: one that comes twice is told by it.</param>
/// <param name="SpilledFrom">From this place of the journal on there are events for the subscriber that found no room on the way; 0 for none.</param>
[GenerateSerializer, Immutable, Alias("Genesis.EventBatch")]
public sealed record EventBatch(
    [property: Id(0)] ImmutableArray<ComponentEvent> Events, [property: Id(1)] long Process = 0, [property: Id(2)] long Number = 0, [property: Id(3)] long SpilledFrom = 0)
{
    /// <summary>Namespace of the streams by which components get events; a stream's key is the component's id.</summary>
    public const string Inbox = "inbox";
}
