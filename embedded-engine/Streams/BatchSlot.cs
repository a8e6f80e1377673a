using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>An observer of batches: a list holds what was published in one call, or in several if so configured.</summary>
internal sealed class BatchSlot<T>(IAsyncBatchObserver<T> observer, int eventsPerBatch) : ObserverSlot
{
    public override Task Fail(Exception error) => observer.OnErrorAsync(error);

    protected override Task? Hand(StreamEvent first, IDeliverySource source)
    {
        var list = new List<SequentialItem<T>>(first.Count);
        Add(list, first);
        for (var events = 1; events < eventsPerBatch && source.Take() is { } next; events++) Add(list, next);
        return observer.OnNextAsync(list);
    }

    private static void Add(List<SequentialItem<T>> list, StreamEvent next)
    {
        if (!next.IsBatch)
        {
            list.Add(new SequentialItem<T>(Cast<T>(next.Payload), next.Token));
            return;
        }
        var items = (object?[])next.Payload!;
        for (var i = 0; i < items.Length; i++) list.Add(new SequentialItem<T>(Cast<T>(items[i]), next.Token.CreateSequenceTokenForEvent(i)));
    }
}
