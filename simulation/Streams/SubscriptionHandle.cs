using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>A subscription in the hands of its consumer. A handle that was resumed or unsubscribed is used up.</summary>
[Immutable]
internal sealed class SubscriptionHandle<T>(SimulatedStream<T> stream, Guid id) : StreamSubscriptionHandle<T>
{
    private bool _isUsed;

    public override StreamId StreamId => stream.StreamId;

    public override string ProviderName => stream.ProviderName;

    public override Guid HandleId => id;

    public override async Task UnsubscribeAsync()
    {
        Check();
        await stream.Unsubscribe(id);
        _isUsed = true;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(stream.SlotOf(observer), token);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(stream.SlotOf(observer), token);

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == id;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => id.GetHashCode();

    public override string ToString() => $"StreamSubscriptionHandle:Stream={stream.Key},HandleId={id}";

    private Task<StreamSubscriptionHandle<T>> Resume(ObserverSlot slot, StreamSequenceToken? token)
    {
        Check();
        var resumed = stream.Resume(id, slot, token);
        _isUsed = true;
        return Task.FromResult(resumed);
    }

    private void Check()
    {
        if (_isUsed) throw new InvalidOperationException("Handle is no longer valid. It has been used to unsubscribe or resume.");
    }
}
