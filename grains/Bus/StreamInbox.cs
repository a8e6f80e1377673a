using Genesis.Events;
using Genesis.Resilience;
using Orleans.Streams;

namespace Genesis;

/// <summary>Publishes the events of one type as an Orleans stream, for subscribers that are no components.</summary>
internal sealed class StreamInbox(string type, IStreamProvider streams, LedgerRow row, MonotonicClock clock) : Inbox
{
    private readonly IAsyncStream<ComponentEvent> _stream = streams.GetStream<ComponentEvent>(StreamId.Create(ComponentEvent.Streams, type));

    /// <summary>The id of the stream of a type: with a slash, as no component's id has one.</summary>
    public static string IdOf(string type) => $"{ComponentEvent.Streams}/{type}";

    public override void Send(Outbox outbox, EventBatch batch, bool waits)
    {
        // Nobody who tells something waits for a stream.
        if (clock.IsReal) ThreadPool.UnsafeQueueUserWorkItem(static call => _ = call.Inbox.Publish(call.Outbox, call.Batch), (Inbox: this, Outbox: outbox, Batch: batch), preferLocal: false);
        else _ = Publish(outbox, batch);
    }

    private async Task Publish(Outbox outbox, EventBatch batch)
    {
        outbox.Received(batch.Number);
        var taken = true;
        try
        {
            await _stream.OnNextBatchAsync(batch.Events);
        }
        catch (Exception)
        {
            // The stream is full, or the silo stops.
            taken = false;
        }
        if (taken) row.Handled(batch.Events.Length);
        else row.Shed(ShedReason.Undeliverable, batch.Events.Length);
        outbox.Completed(batch.Number, batch.Events.Length);
    }
}
