using Orleans.Streams;
using Orleans.Streams.Core;

namespace Genesis.Simulations.Streams;

/// <summary>Gives a grain the handle of a subscription that the grain has just heard of.</summary>
internal sealed class HandleFactory(IStreamProvider provider, Subscription subscription) : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => subscription.Stream.Id;

    public string ProviderName => subscription.Stream.Provider;

    public GuidId SubscriptionId { get; } = GuidId.GetGuidId(subscription.Id);

    public StreamSubscriptionHandle<T> Create<T>() =>
        new SubscriptionHandle<T>((SimulatedStream<T>)provider.GetStream<T>(StreamId), subscription.Id);
}
