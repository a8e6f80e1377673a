using Genesis.Hosting;
using Genesis.Resilience;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Genesis.Tests.Runtime.Fixture;

/// <summary>A host with components in this process, in real time.</summary>
internal sealed partial class RuntimeHost : IAsyncDisposable
{
    /// <summary>For what hangs, not for what is slow: a machine that runs ten other things takes twenty times as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // As long as an ask may take.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(25);

    private readonly IHost _host;

    private RuntimeHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IComponentBus Bus => BusOf(Services);

    public static IComponentBus BusOf(IServiceProvider services) => services.GetRequiredService<IComponentBus>();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<RuntimeHost> Start(Action<GenesisBuilder> configure, Action<ISiloBuilder>? silo = null)
    {
        PrepareEngine();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(orleans =>
        {
            orleans.UseLocalhostClustering(LocalPorts.Free(), gatewayPort: 0);
            // Orleans reserves places for a million grains; with a hundred hosts in a process that costs more than all they do.
            orleans.Configure<GrainDirectoryOptions>(static options => options.CacheSize = 1000);
            Configure(orleans, configure);
            // Deadlines are for what hangs; those of a quiet machine pass on a busy one.
            orleans.Services.Configure<ResilienceOptions>(static options => (options.Deadlines.Fast, options.Deadlines.Standard) = (Deadline, Deadline));
            silo?.Invoke(orleans);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new RuntimeHost(host);
    }

    static partial void PrepareEngine();

    /// <summary>What a silo of tests has: everything in memory; what is to outlive the silo, in stores of the test's.</summary>
    public static void Configure(ISiloBuilder silo, Action<GenesisBuilder> configure, MemoryStores? stores = null)
    {
        stores ??= new();
        silo.AddGenesisMemoryStorage(StoreNames.Checkpoints, store => store.Stores = stores)
            .AddGenesisMemoryStorage(StoreNames.System, store => store.Stores = stores)
            .AddGenesisMemoryJournal(store => store.Stores = stores)
            .AddGenesis(configure);
    }

    public async Task<ComponentStatus> Status(string id) => (await Bus.Ask(id, "status")).As<ComponentStatus>();

    /// <summary>Waits until the status of a component is as wanted.</summary>
    public async Task UntilStatus(string id, Func<ComponentStatus, bool> wanted)
    {
        var end = TimeProvider.System.GetTimestamp() + (long)(Patience.TotalSeconds * TimeProvider.System.TimestampFrequency);
        for (var status = await Status(id); !wanted(status); status = await Status(id))
        {
            if (TimeProvider.System.GetTimestamp() > end) throw new TimeoutException($"Within {Patience.TotalSeconds} s {id} did not become what was wanted; it is {status}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
