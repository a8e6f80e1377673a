using System.Net;
using Genesis.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;

namespace Genesis.Benchmarks.Streams;

/// <summary>One or two silos with Genesis streams and memory streams.</summary>
internal sealed class StreamsUnderTest : IAsyncDisposable
{
    public const string Genesis = "events";
    public const string Memory = "memory";

    /// <summary>No provider: events are awaited calls.</summary>
    public const string Calls = "calls";

    private readonly List<IHost> _hosts = [];

    public IGrainFactory Grains => _hosts[0].Services.GetRequiredService<IGrainFactory>();

    public static async Task<StreamsUnderTest> Start(int silos)
    {
        var engine = new StreamsUnderTest();
        for (var i = 0; i < silos; i++)
        {
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            var port = i;
            builder.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(21_711 + port, 31_711 + port, new IPEndPoint(IPAddress.Loopback, 21_711));
                silo.AddMemoryGrainStorage("PubSubStore");
                silo.AddGenesisStreams(Genesis);
                silo.AddMemoryStreams(Memory);
            });
            var host = builder.Build();
            await host.StartAsync();
            engine._hosts.Add(host);
        }
        for (var i = 0; i < silos; i++) await engine.UntilPlaced(engine.Silo(i));
        return engine;
    }

    public SiloAddress Silo(int number) => _hosts[number].Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public IStreamConsumerLookup Lookup => _hosts[0].Services.GetRequiredKeyedService<IStreamConsumerLookup>(Genesis);

    public Orleans.Streams.IAsyncStream<Tick> Stream(string provider, StreamId id) =>
        _hosts[0].Services.GetRequiredKeyedService<Orleans.Streams.IStreamProvider>(provider).GetStream<Tick>(id);

    /// <summary>Calls a grain so that it is activated in the given silo.</summary>
    public static async Task At(SiloAddress silo, Func<Task<SiloAddress>> call)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        var place = await call();
        RequestContext.Clear();
        if (!place.Equals(silo)) throw new InvalidOperationException($"The grain lives in {place} and not in {silo}.");
    }

    // A silo that has just started is not known to the others at once.
    private async Task UntilPlaced(SiloAddress silo)
    {
        for (var i = 0; ; i++)
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            var place = await Grains.GetGrain<ISource>($"probe-{silo}-{i}").Place();
            RequestContext.Clear();
            if (place.Equals(silo)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
