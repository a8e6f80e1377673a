using System.Diagnostics.Metrics;
using Genesis.Events;
using Genesis.Resilience;
using Genesis.Storage;
using Genesis.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace Genesis.Hosting;

/// <content>The services behind events.</content>
internal sealed partial class EventParts
{
    private static readonly EventOptions Usual = new();

    public static void Add(ISiloBuilder silo)
    {
        AddStreams(silo);
        AddBus(silo.Services);
        silo.Services.TryAddSingleton<PendingTargets>();
        silo.Services.TryAddSingleton<IEventRuntime, EventRuntime>();
        silo.Services.TryAddSingleton(static provider => new EventMetrics(
            provider.GetRequiredService<Ledger>(), provider.GetRequiredService<EventTeller>(), provider.GetRequiredService<EventCounts>(), provider.GetRequiredService<LocalComponents>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetService<IMeterFactory>()));
        silo.Services.TryAddSingleton(static provider => new EventServices(
            provider.GetRequiredService<EventTeller>(), provider.GetRequiredService<Ledger>(), provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IDeadLetters>(),
            provider.GetRequiredService<EventCounts>(), provider.GetRequiredService<PendingTargets>(), provider.GetRequiredService<ProcessIdentity>().Number));
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, EventParts>());
    }

    private static void AddStreams(ISiloBuilder silo)
    {
        // The subscriptions of components to their inboxes follow from their class: nothing of them is stored.
        if (!Has(silo, Usual.InboxStreams)) silo.AddGenesisStreams(Usual.InboxStreams, static streams => streams.PubSubType = StreamPubSubType.ImplicitOnly);
        if (!Has(silo, Usual.TypeStreams)) silo.AddGenesisStreams(Usual.TypeStreams);
    }

    private static bool Has(ISiloBuilder silo, string provider) => silo.Services.Any(service => service.ServiceType == typeof(IStreamProvider) && provider.Equals(service.ServiceKey));

    /// <summary>What every process has that tells events, with or without a silo.</summary>
    public static void AddBus(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new Ledger(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<EventCounts>();
        services.TryAddSingleton(static provider => new EventSources(provider.GetService<IJournal>(), provider.GetRequiredService<MonotonicClock>()));
        services.TryAddSingleton(MakeRoutes);
        services.TryAddSingleton(static provider => new EventTeller(
            provider.GetRequiredService<EventRoutes>(), provider.GetRequiredService<EventSources>(), provider.GetRequiredService<ModeGate>(), provider.GetRequiredService<MonotonicClock>(),
            provider.GetService<IJournal>()));
        services.TryAddSingleton(MakeBus);
    }

    private static EventBus MakeBus(IServiceProvider provider) => new(
        provider.GetRequiredService<EventTeller>(),
        new HandlerParts(
            () => provider.GetRequiredService<EventRoutes>().Policies, provider.GetRequiredService<Ledger>(), provider.GetService<IDeadLetters>(), provider.GetRequiredService<EventCounts>(),
            provider.GetRequiredService<MonotonicClock>(), provider.GetRequiredService<ILogger<EventBus>>()));

    private static EventRoutes MakeRoutes(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<EventOptions>>();
        var (directory, grains) = (provider.GetRequiredService<ComponentDirectory>(), provider.GetRequiredService<IGrainFactory>());
        var (local, clock) = (provider.GetRequiredService<LocalComponents>(), provider.GetRequiredService<MonotonicClock>());
        var types = options.CurrentValue.TypeStreams;
        var inboxStreams = StreamsOf(provider, nameof(EventOptions.InboxStreams), options.CurrentValue.InboxStreams, Usual.InboxStreams);
        var typeStreams = types.Length == 0 ? null : StreamsOf(provider, nameof(EventOptions.TypeStreams), types, Usual.TypeStreams);
        var parts = new OutboxParts(
            clock, provider.GetRequiredService<Ledger>(), provider.GetRequiredService<ProcessIdentity>().Number, options.CurrentValue.OutboxCapacity, options.CurrentValue.BatchSize);
        return new EventRoutes(
            directory, options, parts, id => new ComponentInbox(id, directory, grains, () => inboxStreams, local, clock),
            typeStreams is null ? null : new TypeStreams(typeStreams, provider.GetKeyedService<IStreamConsumerLookup>(types), parts));
    }

    /// <summary>The provider of a name; null in a process without a silo, which has none.</summary>
    private static IStreamProvider? StreamsOf(IServiceProvider provider, string setting, string name, string usual)
    {
        if (provider.GetKeyedService<IStreamProvider>(name) is { } streams) return streams;
        if (name == usual) return null;
        throw new OptionsValidationException(EventOptions.Section, typeof(EventOptions),
            [$"{EventOptions.Section}:{setting} is '{name}', but it must be a stream provider that the host has. Register it on the silo, as with AddMemoryStreams(\"{name}\"), or leave it out for {usual}."]);
    }
}
