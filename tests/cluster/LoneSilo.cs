using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Cluster;

/// <summary>One genuine silo in this process.</summary>
internal sealed class LoneSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private LoneSilo(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IComponentBus Bus => Services.GetRequiredService<IComponentBus>();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IComponents Components => Services.GetRequiredService<IComponents>();

    public static async Task<LoneSilo> Start(Action<GenesisBuilder> configure, MemoryStores? stores = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddGenesis(genesis => configure(genesis.UseMemory(stores)));
        var host = builder.Build();
        await host.StartAsync();
        return new LoneSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
