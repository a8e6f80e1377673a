using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Genesis.Benchmarks.Bare;

/// <summary>A silo of Orleans without Genesis: the baseline of what runs on one.</summary>
internal sealed class BareSilo : IAsyncDisposable
{
    public const string Streams = "memory";

    private readonly IHost _host;

    private BareSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public static async Task<BareSilo> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Free(), gatewayPort: 0);
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(Streams);
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromHours(2));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new BareSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
