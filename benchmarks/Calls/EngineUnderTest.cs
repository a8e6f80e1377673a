using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Genesis.Benchmarks.Calls;

/// <summary>A silo with the engine this program was built with.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    public const string Streams = "memory";

    private readonly IHost _host;

    private EngineUnderTest(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    /// <param name="gatewayPort">Port for clients; null for a silo that only serves itself.</param>
    public static async Task<EngineUnderTest> Start(int? gatewayPort = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            if (gatewayPort is { } port) silo.UseLocalhostClustering(gatewayPort: port);
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams(Streams);
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromHours(2));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new EngineUnderTest(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
