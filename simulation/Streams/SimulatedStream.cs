using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>A stream in the hands of its producers and consumers.</summary>
[Immutable]
internal sealed class SimulatedStream<T>(StreamHub hub, StreamKey key) : IAsyncStream<T>
{
    public StreamKey Key => key;

    public bool IsRewindable => false;

    public string ProviderName => key.Provider;

    public StreamId StreamId => key.Id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => hub.Publish(key, [hub.Copy(item)]);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        object?[] items = [.. batch.Select(item => hub.Copy(item))];
        return items.Length == 0 ? Task.CompletedTask : hub.Publish(key, items);
    }

    public Task OnCompletedAsync() =>
        throw new NotImplementedException(
            "OnCompletedAsync is not implemented for producers, as in Orleans: publish an event of your own for the end.");

    public Task OnErrorAsync(Exception ex) =>
        throw new NotImplementedException(
            "OnErrorAsync is not implemented for producers, as in Orleans: publish an event of your own for errors.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token,
        string? filterData = null) =>
        Subscribe(SlotOf(observer), token, filterData);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        Subscribe(SlotOf(observer), token, null);

    public async Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var ids = await hub.Consumers.Subscriptions(key);
        return [.. ids.Select(id => new SubscriptionHandle<T>(this, id))];
    }

    public ObserverSlot SlotOf(IAsyncObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return observer is GrainReference ? throw OnBehalf(nameof(observer)) : new ItemSlot<T>(observer, hub.Copier);
    }

    public ObserverSlot SlotOf(IAsyncBatchObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return observer is GrainReference ? throw OnBehalf(nameof(observer)) : new BatchSlot<T>(observer, hub.Copier);
    }

    public StreamSubscriptionHandle<T> Resume(Guid id, ObserverSlot slot, StreamSequenceToken? token)
    {
        Check(token);
        hub.Consumers.Resume(id, slot);
        return new SubscriptionHandle<T>(this, id);
    }

    public Task Unsubscribe(Guid id) => hub.Consumers.Unsubscribe(key, id);

    public bool Equals(IAsyncStream<T>? other) => other is SimulatedStream<T> stream && stream.Key == key;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => key.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other)
    {
        if (other is not SimulatedStream<T> stream) return 1;
        var byProvider = string.CompareOrdinal(key.Provider, stream.Key.Provider);
        return byProvider != 0 ? byProvider : key.Id.CompareTo(stream.Key.Id);
    }

    public override string ToString() => key.ToString();

    private static void Check(StreamSequenceToken? token)
    {
        if (token is not null)
            throw new ArgumentNullException(nameof(token), "Passing a non-null token to a non-rewindable IAsyncObservable.");
    }

    private static ArgumentException OnBehalf(string name) =>
        new("On-behalf subscription via grain references is not supported. Only passing of object references is allowed.", name);

    private async Task<StreamSubscriptionHandle<T>> Subscribe(ObserverSlot slot, StreamSequenceToken? token, string? filterData)
    {
        Check(token);
        return new SubscriptionHandle<T>(this, await hub.Consumers.Subscribe(key, slot, filterData));
    }
}
