using Genesis.Resilience;
using Orleans.Streams;

namespace Genesis;

/// <summary>
/// The way to a component: its inbox stream where it lives in this process; where it must say that there was room, its local path; a call of its grain otherwise.
/// A component in this process tells the outbox itself what becomes of a batch, on its own turn; so nobody's turn is needed for what others told.
/// </summary>
internal sealed class ComponentInbox(string id, ComponentDirectory directory, IGrainFactory grains, Func<IStreamProvider?> streams, LocalComponents local, MonotonicClock clock) : Inbox
{
    private IAsyncStream<EventBatch>? _stream;

    public override void Send(Outbox outbox, EventBatch batch, bool waits)
    {
        if (local.Find(id) is not null)
        {
            if (!waits && Stream() is { } stream) _ = Publish(stream, outbox, batch);
            else if (directory.Find(id)?.Local is { } path) path.Post(new Delivery(this, outbox, batch, waits));
            else _ = Call(outbox, batch, waits, mine: true);
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

    private async Task Call(Outbox outbox, EventBatch batch, bool waits, bool mine, ILocalTarget? target = null)
    {
        try
        {
            var taken = target is null
                ? await (directory.Find(id)?.Grain ?? grains.GetGrain<IComponentGrain>(id)).Deliver(batch)
                : await target.Take(batch);
            // One in this process has said so itself already.
            if (!mine || local.Find(id) is null) outbox.Completed(batch.Number, taken);
        }
        catch (Exception)
        {
            outbox.Failed(batch.Number, waits);
        }
    }

    private sealed class Delivery(ComponentInbox inbox, Outbox outbox, EventBatch batch, bool waits) : LocalPiece
    {
        public override void Arrive(ILocalTarget? target) => _ = inbox.Call(outbox, batch, waits, mine: true, target);
    }
}
