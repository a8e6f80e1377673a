using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>The observer of one subscription, on the consumer's side.</summary>
internal abstract class ObserverSlot
{
    private bool _hasContext;

    /// <summary>Unsubscribed, or another observer has taken its place: it gets nothing any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>
    /// Hands events over, one after the other, as long as the observer deals with them at once. After one that takes its time it ends, because
    /// then other calls of the grain have their turn, as they have between two deliveries in Orleans. Throws what the observer throws.
    /// </summary>
    public Task Run(IDeliverySource source)
    {
        while (!IsClosed && source.Take() is { } next)
        {
            if (next.Context is not null || _hasContext)
            {
                _hasContext = next.Context is not null;
                RequestContext.Restore(next.Context);
            }
            var handed = Hand(next, source)
                ?? throw new InvalidOperationException("The stream observer returned null instead of a task. Return Task.CompletedTask.");
            if (!handed.IsCompletedSuccessfully) return Finish(handed, source);
            source.Done();
        }
        return Task.CompletedTask;
    }

    public abstract Task Fail(Exception error);

    /// <summary>Hands over the event, and maybe some that it takes itself.</summary>
    protected abstract Task? Hand(StreamEvent first, IDeliverySource source);

    private static async Task Finish(Task handed, IDeliverySource source)
    {
        await handed;
        source.Done();
    }

    /// <summary>The item as the type that the consumer asked for.</summary>
    protected static T Cast<T>(object? item)
    {
        if (item is T typed) return typed;
        if (item is null && default(T) is null) return default!;
        throw new InvalidCastException($"Received an item of type {item?.GetType().Name ?? "null"}, expected {typeof(T).FullName}. All who use a stream must give GetStream the same type.");
    }
}
