using Genesis.Simulations.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>The streams of a silo, of all providers.</summary>
internal sealed class StreamHub
{
    private readonly SiloRuntime _silo;
    private readonly IServiceProvider _services;
    private readonly Dictionary<string, IStreamProvider> _providers = [];
    private readonly Dictionary<string, StreamSettings> _settings = [];
    private readonly Dictionary<StreamKey, StreamChannel> _channels = [];
    private ImplicitSubscribers? _implicits;

    public StreamHub(SiloRuntime silo, IServiceProvider services)
    {
        (_silo, _services) = (silo, services);
        Consumers = new StreamConsumers(silo, this);
        Copier = services.GetRequiredService<DeepCopier>();
    }

    public StreamConsumers Consumers { get; }

    public DeepCopier Copier { get; }

    /// <summary>The provider of a name. Every name has one, whether the configuration registers it or not.</summary>
    public IStreamProvider Provider(string name)
    {
        if (!_providers.TryGetValue(name, out var known)) _providers[name] = known = new SimulatedStreamProvider(this, name);
        return known;
    }

    public StreamChannel Channel(StreamKey stream)
    {
        if (_channels.TryGetValue(stream, out var known)) return known;
        if (!_settings.TryGetValue(stream.Provider, out var settings))
            _settings[stream.Provider] = settings = new StreamSettings(_services, stream.Provider);
        _implicits ??= new ImplicitSubscribers(_services);
        return _channels[stream] = new StreamChannel(_silo, stream, Provider(stream.Provider), settings, _implicits);
    }

    public object? Copy<T>(T item) => Copier.Copy(item);

    public Task Publish(StreamKey stream, object?[] items)
    {
        if (!_silo.Loop.Foreign.IsHere && !_silo.Loop.Foreign.Report($"an event of stream {stream} was published"))
            return Task.FromException(new InvalidOperationException("An event was published from a thread outside the simulation."));
        if (_silo.State == SiloState.Stopped)
            return Task.FromException(new SiloUnavailableException(
                $"The silo has ended, so no event can be published to stream {stream}."));
        return Channel(stream).Publish(items, RequestContextExtensions.Export(Copier));
    }
}
