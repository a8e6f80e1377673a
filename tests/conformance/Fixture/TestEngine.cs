using Genesis.Simulations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>
/// The silos under test: a genuine cluster of two, so that faults of serialisation show, or the one silo of a simulation.
/// <c>await using var engine = await TestEngine.Start(silo => ...)</c>.
/// </summary>
public sealed class TestEngine : IAsyncDisposable
{
    /// <summary>Time that a silo may take to stop when a test ends.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly string _serviceId = $"service-{TestIds.Next()}";
    private Action<ISiloBuilder, DurableStores> _configure;
    private InProcessTestCluster? _cluster;
    private Simulation? _simulation;
    private IServiceProvider? _services;
    private IClusterClient? _client;

    private TestEngine(Action<ISiloBuilder, DurableStores> configure) => _configure = configure;

    /// <summary>The engine of the simulation that runs on this thread. Null for tests on a genuine cluster.</summary>
    [field: ThreadStatic]
    public static TestEngine? Current { get; set; }

    /// <summary>Storage that outlives the silos of this engine.</summary>
    public DurableStores Stores { get; private set; } = new();

    /// <summary>Services of every silo.</summary>
    public IReadOnlyList<IServiceProvider> SiloServices =>
        _cluster is null ? [_services!] : [.. _cluster.Silos.Select(static silo => silo.ServiceProvider)];

    /// <summary>Services of a silo: the only one, or the first of the cluster.</summary>
    public IServiceProvider Services => SiloServices[0];

    /// <summary>Calls grains from outside any grain, in a silo's process.</summary>
    public IClusterClient Client => _client ?? Services.GetRequiredService<IClusterClient>();

    /// <inheritdoc cref="Client"/>
    public IGrainFactory Grains => Client;

    public TimeProvider Time => _simulation?.Time ?? TimeProvider.System;

    /// <summary>Starts an engine whose silos are configured so.</summary>
    public static Task<TestEngine> Start(Action<ISiloBuilder>? configure = null) => Start((silo, _) => configure?.Invoke(silo));

    /// <summary>
    /// Starts an engine whose silos are configured so, with stores that outlive them. In a simulation it takes the place of the silo that
    /// runs.
    /// </summary>
    public static async Task<TestEngine> Start(Action<ISiloBuilder, DurableStores> configure)
    {
        if (Current is { } simulated)
        {
            (simulated._configure, simulated.Stores) = (configure, new DurableStores());
            await simulated.Restart();
            return simulated;
        }
        var engine = new TestEngine(configure);
        await engine.Launch();
        return engine;
    }

    public static TestEngine Simulated(Action<ISiloBuilder, DurableStores> configure) => Current = new TestEngine(configure);

    /// <summary>Runs a test's body in a simulation.</summary>
    public async Task Run(Simulation simulation, Func<Task> body)
    {
        _simulation = simulation;
        Use(simulation.Services);
        await body();
    }

    public void Configure(ISiloBuilder silo)
    {
        silo.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Error));
        _configure(silo, Stores);
    }

    /// <summary>Stops the silos gracefully and starts new ones on the same stores.</summary>
    public async Task Restart()
    {
        await Stop(StopTimeout);
        await Launch();
    }

    /// <summary>Stops the silos gracefully; work that is not done by the deadline is abandoned.</summary>
    public async Task Stop(TimeSpan deadline)
    {
        if (_simulation is { } simulation)
        {
            if (simulation.IsSiloRunning) await simulation.StopSilo();
            return;
        }
        using var timeout = new CancellationTokenSource(deadline, TimeProvider.System);
        if (_cluster is not null) await Task.WhenAll(_cluster.Silos.Select(silo => silo.StopSiloAsync(timeout.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulation is not null) return;
        await Stop(StopTimeout);
        await _cluster!.DisposeAsync();
    }

    private async Task Launch()
    {
        if (_simulation is { } simulation)
        {
            await simulation.StartSilo();
            Use(simulation.Services);
            return;
        }
        if (_cluster is not null) await _cluster.DisposeAsync();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ServiceId = _serviceId;
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => Configure(silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    // Kept, because the services of a stopped silo are disposed of.
    private void Use(IServiceProvider services) => (_services, _client) = (services, services.GetRequiredService<IClusterClient>());
}
