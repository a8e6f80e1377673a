using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>
/// A subscription. It outlives the activation that made it; a new activation attaches an observer to it with ResumeAsync, in OnActivateAsync.
/// </summary>
[GenerateSerializer]
public abstract class StreamSubscriptionHandle<T> : IEquatable<StreamSubscriptionHandle<T>?>
{
    /// <summary>The stream.</summary>
    public abstract StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    public abstract string ProviderName { get; }

    /// <summary>The subscription's identity.</summary>
    public abstract Guid HandleId { get; }

    /// <summary>Ends the subscription. The handle is of no use afterwards.</summary>
    public abstract Task UnsubscribeAsync();

    /// <summary>Attaches an observer, in place of the one before.</summary>
    /// <param name="observer">Takes the events.</param>
    /// <param name="token">The position to go on from, where the provider can rewind; null for where delivery stands.</param>
    /// <returns>The handle to use from now on; this one is of no use afterwards.</returns>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);

    /// <inheritdoc cref="ResumeAsync(IAsyncObserver{T}, StreamSequenceToken?)"/>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null);

    /// <inheritdoc />
    public abstract bool Equals(StreamSubscriptionHandle<T>? other);
}
