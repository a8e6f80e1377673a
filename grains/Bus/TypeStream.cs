using Genesis.Events;
using Genesis.Streams;

namespace Genesis;

/// <summary>The way of events of one type to the subscribers of its stream.</summary>
internal sealed class TypeStream(string type, Outbox outbox, LedgerRow row, IStreamConsumerLookup? lookup) : IDisposable
{
    private readonly StreamId _id = StreamId.Create(ComponentEvent.Streams, type);

    /// <summary>The counts of what got into the stream and what did not.</summary>
    public LedgerRow Row => row;

    /// <summary>Sends an event, if the stream has subscribers. One that is too slow for its events loses some and delays nobody.</summary>
    public void Offer(ComponentEvent @event, OverflowPolicy overflow)
    {
        if (lookup?.HasConsumers(_id) == false) return;
        if (@event.IsDurable) @event = @event with { Position = 0 };
        row.Published();
        outbox.Offer(new OutboxItem(@event, overflow == OverflowPolicy.Conflate ? overflow : OverflowPolicy.DropNewest, row), TimeSpan.Zero, out _);
    }

    public void Dispose() => outbox.Dispose();
}
