using Genesis.Benchmarks.Bare;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Benchmarks.Components;

/// <summary>A host with components.</summary>
internal sealed class ComponentsUnderTest : IAsyncDisposable
{
    // Components started side by side.
    private const int AtOnce = 1_000;

    /// <summary>How long asks may take where a machine that has other things to do is no reason to give up.</summary>
    public static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(20);

    private readonly IHost _host;

    private ComponentsUnderTest(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IComponentBus Bus => _host.Services.GetRequiredService<IComponentBus>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<ComponentsUnderTest> Start(Action<GenesisBuilder> configure, Action<ISiloBuilder>? stores = null, int gatewayPort = 0)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Free(), gatewayPort);
            if (stores is null) silo.AddGenesisMemoryStorage(StoreNames.Checkpoints).AddGenesisMemoryStorage(StoreNames.System).AddGenesisMemoryJournal();
            else stores(silo);
            silo.AddGenesis(configure);
            // What is measured is how long a stop takes, not what is given up when it takes long.
            silo.Services.PostConfigure<ComponentLimits>(static limits => limits.StopStep = AskTimeout);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new ComponentsUnderTest(host);
    }

    /// <summary>Sees to it that kept-0, kept-1 and so on run.</summary>
    public async Task StartAll(int components)
    {
        for (var i = 0; i < components; i += AtOnce)
            await Task.WhenAll(Enumerable.Range(i, Math.Min(AtOnce, components - i)).Select(i => Grains.GetGrain<IComponentGrain>($"kept-{i}").Start()));
    }

    public Task Stop() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _host.Dispose();
    }
}
