using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.Streams.Filtering;

namespace Genesis.Embedded.Streams;

/// <summary>The options and services of one stream provider, read once.</summary>
internal sealed class StreamSettings
{
    /// <summary>Events that stay in memory after everybody has had them, for consumers that ask for them by token.</summary>
    public const int History = 128;

    /// <summary>Events of one delivery, so that a busy stream leaves a grain time for other calls.</summary>
    public const int MostPerDelivery = 256;

    public StreamSettings(IServiceProvider services, string name)
    {
        Name = name;
        Capacity = services.GetRequiredService<IOptionsMonitor<SimpleQueueCacheOptions>>().Get(name).CacheSize;
        if (Capacity < 1)
            throw new ArgumentOutOfRangeException(nameof(services), Capacity,
                $"SimpleQueueCacheOptions.CacheSize of stream provider '{name}' is {Capacity}. It bounds the items that wait for one consumer: set it to 1 or more.");
        var agent = services.GetRequiredService<IOptionsMonitor<StreamPullingAgentOptions>>().Get(name);
        MaxDeliveryTime = agent.MaxEventDeliveryTime;
        Inactivity = agent.StreamInactivityPeriod;
        EventsPerBatch = Math.Max(1, agent.BatchContainerBatchSize);
        PubSubType = services.GetRequiredService<IOptionsMonitor<StreamPubSubOptions>>().Get(name).PubSubType;
        Filter = services.GetKeyedService<IStreamFilter>(name);
        Failures = services.GetKeyedService<IStreamFailureHandler>(name) ?? new NoOpStreamDeliveryFailureHandler();
    }

    public string Name { get; }

    /// <summary>Items that may wait for one subscription before producers are held.</summary>
    public int Capacity { get; }

    public TimeSpan MaxDeliveryTime { get; }
    public TimeSpan Inactivity { get; }

    /// <summary>Published events that a batch observer may get in one list.</summary>
    public int EventsPerBatch { get; }

    public StreamPubSubType PubSubType { get; }
    public IStreamFilter? Filter { get; }
    public IStreamFailureHandler Failures { get; }
}
