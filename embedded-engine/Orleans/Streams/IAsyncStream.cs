using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream: a name by which producers and consumers meet. It needs no creation and no end.</summary>
public interface IAsyncStream
{
    /// <summary>Whether a subscription may start from an earlier position.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The identity within the provider.</summary>
    StreamId StreamId { get; }
}

/// <summary>A stream of events of one type: subscribe to it, or publish to it with OnNextAsync.</summary>
public interface IAsyncStream<T> :
    IAsyncStream, IEquatable<IAsyncStream<T>>, IComparable<IAsyncStream<T>>, IAsyncObservable<T>, IAsyncBatchObservable<T>, IAsyncBatchProducer<T>
{
    /// <summary>The calling grain's subscriptions to this stream, to be resumed after activation.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}
