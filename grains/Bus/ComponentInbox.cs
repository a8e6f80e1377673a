using Genesis.Resilience;
using Orleans.Streams;

namespace Genesis;

/// <summary>
/// The way to a component: its inbox stream where it lives in this process, a call of its grain where it does not or where it must say that there was room.
/// A component in this process tells the outbox itself what becomes of a batch, on its own turn; so nobody's turn is needed for what others told.
/// </summary>
internal sealed class ComponentInbox(string id, ComponentDirectory directory, IGrainFactory grains, Func<IStreamProvider?> streams, LocalComponents local, MonotonicClock clock) : Inbox
{
    private IAsyncStream<EventBatch>? _stream;

    public override void Send(Outbox outbox, EventBatch batch, bool waits)
    {
        if (local.Find(id) is not null)
        {
            _ = waits || Stream() is not { } stream ? Call(outbox, batch, waits, mine: true) : Publish(stream, outbox, batch);
        }
        else if (clock.IsReal)
        {
            // Its answer must not have to wait for the turn of a component that happened to tell something.
            ThreadPool.UnsafeQueueUserWorkItem(static call => _ = call.Inbox.Call(call.Outbox, call.Batch, call.Waits, mine: false), (Inbox: this, Outbox: outbox, Batch: batch, Waits: waits), preferLocal: false);
        }
        else
        {
            _ = Call(outbox, batch, waits, mine: false);
        }
    }

    private IAsyncStream<EventBatch>? Stream() => _stream ??= streams()?.GetStream<EventBatch>(StreamId.Create(EventBatch.Inbox, id));

    private static async Task Publish(IAsyncStream<EventBatch> stream, Outbox outbox, EventBatch batch)
    {
        try
        {
            await stream.OnNextAsync(batch);
        }
        catch (Exception)
        {
            outbox.Failed(batch.Number, waits: false);
        }
    }

    private async Task Call(Outbox outbox, EventBatch batch, bool waits, bool mine)
    {
        try
        {
            var grain = directory.Find(id)?.Grain ?? grains.GetGrain<IComponentGrain>(id);
            var taken = await grain.Deliver(batch);
            // One in this process has said so itself already.
            if (!mine || local.Find(id) is null) outbox.Completed(batch.Number, taken);
        }
        catch (Exception)
        {
            outbox.Failed(batch.Number, waits);
        }
    }
}
