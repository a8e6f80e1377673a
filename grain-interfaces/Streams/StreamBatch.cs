using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>
/// A run of neighbouring entries of one stream on the way to one consumer. An entry is a single event or an <see cref="EventGroup"/>.
/// The sequence number of an entry is that of the first entry plus its position; the event index counts within a group.
/// </summary>
[GenerateSerializer, Immutable, Alias("genesis.streams.batch")]
internal sealed class StreamBatch(StreamId streamId, long firstSequence, object?[] entries) : IBatchContainer
{
    [Id(0)]
    public StreamId StreamId { get; } = streamId;

    [Id(1)]
    public long FirstSequence { get; } = firstSequence;

    [Id(2)]
    public object?[] Entries { get; } = entries;

    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(FirstSequence);

    /// <summary>Returns the events of the wanted type; the others are for other consumers of the stream.</summary>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        for (var i = 0; i < Entries.Length; i++)
        {
            var sequence = FirstSequence + i;
            if (Entries[i] is not EventGroup group)
            {
                if (Is<T>(Entries[i], out var @event)) yield return Item(@event, sequence);
            }
            else if (group.Events is T[] typed)
            {
                for (var index = 0; index < typed.Length; index++) yield return Item(typed[index], sequence, index);
            }
            else
            {
                for (var index = 0; index < group.Events.Length; index++)
                    if (Is<T>(group.Events.GetValue(index), out var @event)) yield return Item(@event, sequence, index);
            }
        }
    }

    /// <summary>Changes nothing: the request context of a producer does not travel with its events.</summary>
    public bool ImportRequestContext() => false;

    private static Tuple<T, StreamSequenceToken> Item<T>(T @event, long sequence, int index = 0) =>
        new(@event, new EventSequenceTokenV2(sequence, index));

    private static bool Is<T>(object? value, out T @event)
    {
        if (value is T typed)
        {
            @event = typed;
            return true;
        }
        @event = default!;
        return value is null && default(T) is null;
    }
}
