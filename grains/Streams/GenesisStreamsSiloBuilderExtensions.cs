using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Providers;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Streams.Filtering;

namespace Genesis.Streams;

/// <summary>Adds Genesis streams to silos.</summary>
public static class GenesisStreamsSiloBuilderExtensions
{
    // Reads wait for news by themselves. The period only matters after a read was paused.
    private static readonly TimeSpan ReadPeriod = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Adds a stream provider to a silo: streams whose agents wait for events instead of polling, in queues of the silo itself. Every
    /// silo needs it.
    /// Explicit subscriptions need a grain storage named <c>PubSubStore</c> or as the provider.
    /// </summary>
    /// <param name="silo">The silo's builder.</param>
    /// <param name="name">The name of the provider, for <c>GetStreamProvider</c>.</param>
    /// <param name="configure">Changes options.</param>
    public static ISiloBuilder AddGenesisStreams(this ISiloBuilder silo, string name, Action<GenesisStreamOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var services = silo.Services;
        services.AddOptions<GenesisStreamOptions>(name).Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GenesisStreamOptions>, GenesisStreamOptionsValidator>());
        services.AddOptions<StreamPubSubOptions>(name).Configure<IOptionsMonitor<GenesisStreamOptions>>((options, ours) =>
            options.PubSubType = ours.Get(name).PubSubType);
        services.AddOptions<StreamPullingAgentOptions>(name).Configure<IOptionsMonitor<GenesisStreamOptions>>((options, ours) =>
            Configure(options, ours.Get(name)));
        services.AddKeyedSingleton(name, static (provider, key) => CreateHub(provider, (string)key!));
        services.AddKeyedSingleton<IStreamConsumerLookup>(name, static (provider, key) => provider.GetRequiredKeyedService<StreamHub>(key));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => new StreamDrain(
            provider.GetRequiredKeyedService<StreamHub>(name), Time(provider), provider.GetRequiredService<ILogger<StreamDrain>>()));
        return silo.AddPersistentStreams(name, StreamQueueAdapterFactory.Create, static streams =>
        {
            streams.ConfigurePartitionBalancing(static (provider, key) =>
                new LocalQueueBalancer(provider.GetRequiredKeyedService<StreamHub>(key)));
            streams.ConfigureBackoffProvider(static IMessageDeliveryBackoffProvider (_, _) => new RetryPauses());
            streams.ConfigureBackoffProvider(static IQueueReaderBackoffProvider (_, _) => new RetryPauses());
        });
    }

    private static void Configure(StreamPullingAgentOptions options, GenesisStreamOptions ours)
    {
        // Cursors put neighbouring events together themselves.
        options.BatchContainerBatchSize = 1;
        options.GetQueueMsgsTimerPeriod = ReadPeriod;
        options.MaxEventDeliveryTime = ours.MaxDeliveryTime;
        options.StreamInactivityPeriod = ours.StreamInactivityPeriod;
    }

    private static StreamHub CreateHub(IServiceProvider provider, string name) => new(name, new StreamHubServices(
        provider.GetRequiredService<IOptionsMonitor<GenesisStreamOptions>>().Get(name),
        new EventPacker(provider.GetRequiredService<DeepCopier>(), provider.GetRequiredService<IDeepCopierProvider>()),
        Time(provider), provider.GetService<IMeterFactory>(), provider.GetRequiredService<ILocalSiloDetails>().SiloAddress,
        provider.GetKeyedService<IStreamFilter>(name) is not null));

    private static TimeProvider Time(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
