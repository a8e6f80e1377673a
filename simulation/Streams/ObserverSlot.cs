using Orleans.Serialization;
using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>The observer of one subscription, at the consumer.</summary>
internal abstract class ObserverSlot(DeepCopier copier)
{
    /// <summary>True once the subscription has ended or has another observer.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Hands events to the observer, one after the other. Throws the observer's exceptions.</summary>
    public abstract Task Deliver(IReadOnlyList<StreamEvent> events);

    public abstract Task Fail(Exception error);

    /// <summary>Gives the item in the consumer's type. Every consumer has a copy of its own.</summary>
    protected T ItemOf<T>(object? item) => copier.Copy(item) switch
    {
        T typed => typed,
        null when default(T) is null => default!,
        var other =>
            throw new InvalidCastException($"Received an item of type {other?.GetType().Name ?? "null"}, expected {typeof(T).FullName}"),
    };
}

/// <summary>The registered observers of one activation, by subscription.</summary>
internal sealed class StreamObservers
{
    private readonly Dictionary<Guid, ObserverSlot> _slots = [];

    public ObserverSlot? Find(Guid subscription) => _slots.GetValueOrDefault(subscription);

    public void Set(Guid subscription, ObserverSlot slot)
    {
        Remove(subscription);
        _slots[subscription] = slot;
    }

    public void Remove(Guid subscription)
    {
        if (_slots.Remove(subscription, out var slot)) slot.IsClosed = true;
    }
}

/// <summary>An observer of single items.</summary>
internal sealed class ItemSlot<T>(IAsyncObserver<T> observer, DeepCopier copier) : ObserverSlot(copier)
{
    public override async Task Deliver(IReadOnlyList<StreamEvent> events)
    {
        foreach (var one in events)
        {
            if (one.Context is { } context) RequestContextExtensions.Import(context);
            for (var i = 0; i < one.Items.Length && !IsClosed; i++) await observer.OnNextAsync(ItemOf<T>(one.Items[i]), one.TokenOf(i));
        }
    }

    public override Task Fail(Exception error) => observer.OnErrorAsync(error);
}

/// <summary>An observer of batches. A batch holds the items of one delivery.</summary>
internal sealed class BatchSlot<T>(IAsyncBatchObserver<T> observer, DeepCopier copier) : ObserverSlot(copier)
{
    public override Task Deliver(IReadOnlyList<StreamEvent> events)
    {
        if (IsClosed) return Task.CompletedTask;
        if (events[0].Context is { } context) RequestContextExtensions.Import(context);
        var items = new List<SequentialItem<T>>();
        foreach (var one in events)
            for (var i = 0; i < one.Items.Length; i++) items.Add(new SequentialItem<T>(ItemOf<T>(one.Items[i]), one.TokenOf(i)));
        return items.Count == 0 ? Task.CompletedTask : observer.OnNextAsync(items);
    }

    public override Task Fail(Exception error) => observer.OnErrorAsync(error);
}
