using Genesis.Embedded.Streams;
using Orleans.Runtime;
using Orleans.Streams.Core;

namespace Orleans.Streams;

/// <summary>Makes handles of one subscription, for a grain that is told of it.</summary>
public class StreamSubscriptionHandlerFactory : IStreamSubscriptionHandleFactory
{
    private readonly IStreamProvider _provider;

    /// <summary>Makes handles of this subscription.</summary>
    public StreamSubscriptionHandlerFactory(IStreamProvider streamProvider, StreamId streamId, string providerName, GuidId subscriptionId)
    {
        ArgumentNullException.ThrowIfNull(streamProvider);
        _provider = streamProvider;
        (StreamId, ProviderName, SubscriptionId) = (streamId, providerName, subscriptionId);
    }

    /// <inheritdoc />
    public StreamId StreamId { get; }

    /// <inheritdoc />
    public string ProviderName { get; }

    /// <inheritdoc />
    public GuidId SubscriptionId { get; }

    /// <inheritdoc />
    public StreamSubscriptionHandle<T> Create<T>() =>
        new SubscriptionHandle<T>((EngineStream<T>)_provider.GetStream<T>(StreamId), SubscriptionId.Guid);
}
