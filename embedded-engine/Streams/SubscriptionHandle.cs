using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>A subscription in the hands of its consumer. Unsubscribing or resuming uses it up.</summary>
[Immutable]
internal sealed class SubscriptionHandle<T>(EngineStream<T> stream, Guid subscriptionId) : StreamSubscriptionHandle<T>
{
    private bool _used;

    public override StreamId StreamId => stream.StreamId;

    public override string ProviderName => stream.ProviderName;

    public override Guid HandleId { get; } = subscriptionId;

    public override async Task UnsubscribeAsync()
    {
        Check();
        await StreamConsumers.Unsubscribe(stream, HandleId);
        _used = true;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(EngineStream<T>.SlotOf(observer), token);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(stream.SlotOf(observer), token);

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is SubscriptionHandle<T> handle && handle.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();

    public override string ToString() => $"Subscription {HandleId} on {stream}";

    private async Task<StreamSubscriptionHandle<T>> Resume(ObserverSlot slot, StreamSequenceToken? token)
    {
        Check();
        var resumed = await StreamConsumers.Resume(stream, HandleId, slot, token);
        _used = true;
        return resumed;
    }

    private void Check()
    {
        if (_used) throw new InvalidOperationException("Handle is no longer valid. It has been used to unsubscribe or resume.");
    }
}
