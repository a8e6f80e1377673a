using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.Streams;
using Orleans.Streams.Filtering;

namespace Genesis.Simulations.Streams;

/// <summary>The options and services of one stream provider, as the user's configuration names them.</summary>
internal sealed class StreamSettings
{
    private const string PubSubStore = "PubSubStore";

    public StreamSettings(IServiceProvider services, string name)
    {
        Capacity = Math.Max(1, Options<SimpleQueueCacheOptions>().CacheSize);
        var agent = Options<StreamPullingAgentOptions>();
        MaxDeliveryTime = agent.MaxEventDeliveryTime;
        MaxEventsPerDelivery = Math.Max(1, agent.BatchContainerBatchSize);
        PubSubType = Options<StreamPubSubOptions>().PubSubType;
        Filter = services.GetKeyedService<IStreamFilter>(name);
        Storage = services.GetKeyedService<IGrainStorage>(name) ?? services.GetKeyedService<IGrainStorage>(PubSubStore);

        T Options<T>()
            where T : class => services.GetRequiredService<IOptionsMonitor<T>>().Get(name);
    }

    /// <summary>Events that may wait for one subscription before producers have to wait.</summary>
    public int Capacity { get; }

    /// <summary>Time after which an event that a consumer does not take is given up.</summary>
    public TimeSpan MaxDeliveryTime { get; }

    public int MaxEventsPerDelivery { get; }

    public StreamPubSubType PubSubType { get; }

    public IStreamFilter? Filter { get; }

    /// <summary>The store of explicit subscriptions. Without one they live as long as the silo.</summary>
    public IGrainStorage? Storage { get; }

    public bool HasImplicit => PubSubType is StreamPubSubType.ImplicitOnly or StreamPubSubType.ExplicitGrainBasedAndImplicit;

    public bool HasExplicit => PubSubType is not StreamPubSubType.ImplicitOnly;
}
