using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>A stream as producers and consumers hold it: an identity, and the way to the hub.</summary>
[Immutable]
internal sealed class EngineStream<T>(StreamAccess access, StreamKey key) : IAsyncStream<T>
{
    private StreamHub? _hub;

    public StreamKey Key { get; } = key;
    public StreamAccess Access { get; } = access;
    public bool IsRewindable => true;
    public string ProviderName => Key.Provider;
    public StreamId StreamId => Key.Id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        try
        {
            return Access.Publish(Key, ref _hub, StreamEvent.Of(ArgumentCopier<T>.Copy(item), RequestContext.Values));
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(batch);
            var items = batch.Select(static item => (object?)ArgumentCopier<T>.Copy(item)).ToArray();
            return items.Length == 0 ? Task.CompletedTask : Access.Publish(Key, ref _hub, StreamEvent.OfBatch(items, RequestContext.Values));
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    public Task OnCompletedAsync() => throw NotForProducers(nameof(OnCompletedAsync));

    public Task OnErrorAsync(Exception ex) => throw NotForProducers(nameof(OnErrorAsync));

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) =>
        StreamConsumers.Subscribe(this, SlotOf(observer), token, filterData);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        StreamConsumers.Subscribe(this, SlotOf(observer), token, null);

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() => StreamConsumers.HandlesOf(this);

    public static ObserverSlot SlotOf(IAsyncObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return observer is GrainReference ? throw OnBehalf(nameof(observer)) : new ItemSlot<T>(observer);
    }

    public ObserverSlot SlotOf(IAsyncBatchObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return observer is GrainReference ? throw OnBehalf(nameof(observer)) : new BatchSlot<T>(observer, Access.EventsPerBatch(ProviderName));
    }

    public bool Equals(IAsyncStream<T>? other) => other is EngineStream<T> stream && stream.Key == Key;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => Key.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other)
    {
        if (other is not EngineStream<T> stream) return 1;
        var byProvider = string.CompareOrdinal(Key.Provider, stream.Key.Provider);
        return byProvider != 0 ? byProvider : Key.Id.CompareTo(stream.Key.Id);
    }

    public override string ToString() => Key.ToString();

    private static NotImplementedException NotForProducers(string method) => new(
        $"{method} of a stream is not implemented, as in Orleans: the end of a stream is an event of its own. Publish one.");

    private static ArgumentException OnBehalf(string name) => new(
        "A stream cannot be subscribed on behalf of a grain by passing its reference. Let that grain subscribe itself.", name);
}
