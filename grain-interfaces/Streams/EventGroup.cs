namespace Genesis.Streams;

/// <summary>The events of one <c>OnNextBatchAsync</c>: they stay together on their way.</summary>
[GenerateSerializer, Immutable, Alias("genesis.streams.group")]
internal sealed class EventGroup(Array events)
{
    /// <summary>An array whose elements have the type of the stream.</summary>
    [Id(0)]
    public Array Events { get; } = events;

    /// <summary>Counts the events of an entry of a stream: a single event, or a group.</summary>
    public static int CountOf(object? entry) => entry is EventGroup group ? group.Events.Length : 1;
}
