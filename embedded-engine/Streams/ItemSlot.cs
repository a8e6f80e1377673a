using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>An observer of single items.</summary>
internal sealed class ItemSlot<T>(IAsyncObserver<T> observer) : ObserverSlot
{
    public override Task Fail(Exception error) => observer.OnErrorAsync(error);

    protected override Task? Hand(StreamEvent first, IDeliverySource source) =>
        first.IsBatch ? HandAll((object?[])first.Payload!, first) : observer.OnNextAsync(Cast<T>(first.Payload), first.Token);

    private async Task HandAll(object?[] items, StreamEvent batch)
    {
        for (var i = 0; i < items.Length && !IsClosed; i++)
            await observer.OnNextAsync(Cast<T>(items[i]), batch.Token.CreateSequenceTokenForEvent(i));
    }
}
