using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Conformance.Fixture;

/// <summary>
/// An engine under test. On the embedded engine it is one silo; on Orleans a cluster of two, so that faults of serialisation show.
/// <c>await using var engine = await TestEngine.Start(silo => ...)</c>.
/// </summary>
public sealed partial class TestEngine : IAsyncDisposable
{
    /// <summary>How long a silo may take to stop when a test ends.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly Action<ISiloBuilder> _configure;

    private TestEngine(Action<ISiloBuilder, DurableStores>? configure) =>
        _configure = silo =>
        {
            silo.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Error));
            configure?.Invoke(silo, Stores);
        };

    /// <summary>Storage and reminders that outlive the silos of this engine.</summary>
    public DurableStores Stores { get; } = new();

    /// <summary>Services of a silo: the only one, or the first of the cluster.</summary>
    public IServiceProvider Services => SiloServices[0];

    /// <summary>Calls grains from outside any grain, in a silo's process.</summary>
    public IClusterClient Client => Services.GetRequiredService<IClusterClient>();

    /// <inheritdoc cref="Client"/>
    public IGrainFactory Grains => Client;

    /// <summary>Starts an engine whose silos are configured so.</summary>
    public static Task<TestEngine> Start(Action<ISiloBuilder>? configure = null) => Start((silo, _) => configure?.Invoke(silo));

    /// <summary>Starts an engine whose silos are configured so, with stores that outlive them.</summary>
    public static async Task<TestEngine> Start(Action<ISiloBuilder, DurableStores> configure)
    {
        var engine = new TestEngine(configure);
        await engine.Launch();
        return engine;
    }

    /// <summary>Stops the silos gracefully and starts new ones on the same stores.</summary>
    public async Task Restart()
    {
        await Stop(StopPatience);
        await Launch();
    }

    /// <summary>Stops the silos gracefully; what is not done by the deadline is abandoned.</summary>
    public async Task Stop(TimeSpan deadline)
    {
        using var patience = new CancellationTokenSource(deadline, TimeProvider.System);
        await Halt(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop(StopPatience);
        await Discard();
    }
}
