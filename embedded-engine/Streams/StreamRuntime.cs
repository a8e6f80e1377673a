using System.Collections.Concurrent;
using Genesis.Embedded.Hosting;
using Orleans;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Genesis.Embedded.Streams;

/// <summary>The streams of an engine that are in memory, and what they share.</summary>
internal sealed class StreamRuntime : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ConcurrentDictionary<StreamKey, StreamHub> _hubs = new();
    private readonly ConcurrentDictionary<string, StreamSettings> _settings = new();
    private readonly StreamProviderNames _names;
    private readonly Lazy<ImplicitSubscribers> _implicit;
    private ITimer? _sweep;

    public StreamRuntime(Engine engine, StreamMetrics metrics, StreamProviderNames names)
    {
        (Engine, Metrics, _names) = (engine, metrics, names);
        _implicit = new Lazy<ImplicitSubscribers>(() => new ImplicitSubscribers(engine.Types));
        metrics.Observe(() => _hubs.Count, () => _hubs.Values.Select(static hub => hub.LongestQueue).DefaultIfEmpty().Max());
    }

    public Engine Engine { get; }
    public StreamMetrics Metrics { get; }
    public ImplicitSubscribers Implicit => _implicit.Value;

    /// <summary>Streams in memory.</summary>
    public int Count => _hubs.Count;

    public StreamSettings SettingsOf(string provider) =>
        _settings.GetOrAdd(provider, static (name, self) => new StreamSettings(self.Engine.Services, self._names.Known(name)), this);

    /// <summary>The stream, brought into memory if it is not there.</summary>
    public StreamHub Hub(StreamKey key)
    {
        while (true)
        {
            if (!_hubs.TryGetValue(key, out var hub))
                hub = _hubs.GetOrAdd(key, static (key, self) => new StreamHub(self, key, self.SettingsOf(key.Provider)), this);
            if (!hub.IsClosed) return hub;
            _hubs.TryRemove(new KeyValuePair<StreamKey, StreamHub>(key, hub));
        }
    }

    public static GrainId GrainIdOf(StreamKey key) => GrainId.Create(StreamHubGrain.TypeName, key.ToGrainKey());

    public IStreamSubscriptionHandleFactory HandlesOf(StreamKey key, Guid subscriptionId) =>
        new StreamSubscriptionHandlerFactory(StreamProviders.Get(Engine.Services, key.Provider), key.Id, key.Provider, GuidId.GetGuidId(subscriptionId));

    public void Dropped(Subscription subscription, int items)
    {
        if (items == 0) return;
        Metrics.Dropped(items);
        Engine.Log.StreamEventsDropped(items, subscription.Hub.Key, subscription.Record.Consumer);
    }

    public static OrleansConfigurationException NoStorage(string provider) => new(
        $"Stream provider '{provider}' has no grain storage for its subscriptions. Add one named '{ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME}' (or '{provider}'), such as "
        + $"AddMemoryGrainStorage(\"{ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME}\"), or allow implicit subscriptions only: ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly).");

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe("streams", ServiceLifecycleStage.ApplicationServices, _ => Start(), _ => { Dispose(); return Task.CompletedTask; });

    public void Dispose() => _sweep?.Dispose();

    /// <summary>What is set up wrongly shows at start, not at the first event.</summary>
    private Task Start()
    {
        foreach (var name in _names.All)
            if (SettingsOf(name).PubSubType != StreamPubSubType.ImplicitOnly && StreamHubGrain.StorageOf(Engine.Services, name) is null) throw NoStorage(name);
        _ = Implicit;
        var period = Engine.CollectionOptions.CollectionQuantum;
        _sweep = Engine.Executor.Upkeep(Engine.Time).CreateTimer(static self => ((StreamRuntime)self!).Sweep(), this, period, period);
        return Task.CompletedTask;
    }

    public void Sweep()
    {
        var now = Engine.Executor.Now;
        foreach (var hub in _hubs.Values)
            if (hub.Sweep(now, Engine.CollectionOptions.CollectionQuantum)) _hubs.TryRemove(new KeyValuePair<StreamKey, StreamHub>(hub.Key, hub));
    }
}
