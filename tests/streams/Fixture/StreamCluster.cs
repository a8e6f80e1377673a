using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Genesis.Tests.Streams.Fixture;

/// <summary>A cluster of silos with a stream provider, and a client that is no silo.</summary>
public sealed class StreamCluster : IAsyncDisposable
{
    private static int _lastKey;

    private readonly string _serviceId = NewKey("service");
    private readonly SharedStorage _storage = new();
    private readonly Setup _setup;
    private InProcessTestCluster? _cluster;

    private StreamCluster(Setup setup) => _setup = setup;

    public InProcessTestCluster Cluster => _cluster!;

    /// <summary>The client outside the silos.</summary>
    public IClusterClient Client => Cluster.Client;

    public static string NewKey(string prefix = "key") => $"{prefix}{Interlocked.Increment(ref _lastKey)}";

    public static async Task<StreamCluster> Start(
        int silos, string provider = Providers.Genesis, Action<GenesisStreamOptions>? configure = null, Action<ISiloBuilder>? silo = null)
    {
        var cluster = new StreamCluster(new Setup(silos, provider, configure, silo));
        await cluster.Deploy();
        return cluster;
    }

    /// <summary>Stops all silos gracefully and starts new ones on the same storage.</summary>
    public async Task Restart()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
        await Deploy();
    }

    /// <summary>The stream as seen from the first silo's process, outside any grain.</summary>
    public IAsyncStream<Sample> Stream(StreamId id, int silo = 0) =>
        Cluster.Silos[silo].ServiceProvider.GetRequiredKeyedService<IStreamProvider>(Providers.Name).GetStream<Sample>(id);

    internal StreamHub Hub(int silo = 0) => Cluster.Silos[silo].ServiceProvider.GetRequiredKeyedService<StreamHub>(Providers.Name);

    /// <summary>A producer that lives in the given silo.</summary>
    public async Task<IProducer> Producer(int number, int silo = 0)
    {
        var wanted = Cluster.Silos[silo].SiloAddress;
        var producer = Client.GetGrain<IProducer>((silo * ProducerGrain.Numbers) + number);
        (await At(wanted, producer.Place)).ShouldBe(wanted);
        return producer;
    }

    /// <summary>Calls a grain so that it is activated in the given silo.</summary>
    public static async Task<SiloAddress> At(SiloAddress silo, Func<Task<SiloAddress>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            return await call();
        }
        finally
        {
            RequestContext.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAllSilosAsync();
        await Cluster.DisposeAsync();
    }

    private async Task Deploy()
    {
        var builder = new InProcessTestClusterBuilder((short)_setup.Silos);
        builder.Options.ServiceId = _serviceId;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => Configure(silo));
        builder.ConfigureClient(client =>
        {
            if (_setup.Provider == Providers.Genesis) client.AddGenesisStreams(Providers.Name);
            else client.AddMemoryStreams(Providers.Name);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Critical));
        silo.Services.AddKeyedSingleton<IGrainStorage>("PubSubStore", _storage);
        silo.Configure<ClusterMembershipOptions>(static options =>
            (options.ProbeTimeout, options.NumMissedProbesLimit, options.NumVotesForDeathDeclaration) = (TimeSpan.FromSeconds(1), 3, 1));
        if (_setup.Provider == Providers.Genesis)
            silo.AddGenesisStreams(Providers.Name, _setup.Options);
        else
            silo.AddMemoryStreams(Providers.Name, static streams => streams.ConfigurePullingAgent(static agent => agent.Configure(Hurry)));
        _setup.Silo?.Invoke(silo);
    }

    private static void Hurry(StreamPullingAgentOptions options)
    {
        options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20);
        options.MaxEventDeliveryTime = TimeSpan.FromSeconds(2);
    }

    private sealed record Setup(int Silos, string Provider, Action<GenesisStreamOptions>? Options, Action<ISiloBuilder>? Silo);
}
