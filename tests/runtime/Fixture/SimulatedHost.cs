using Genesis.Simulations;
using Genesis.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Fixture;

/// <summary>A host with components in virtual time.</summary>
internal sealed class SimulatedHost(Simulation simulation)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public Simulation Simulation => simulation;

    public IServiceProvider Services => simulation.Services;

    public IComponentBus Bus => Services.GetRequiredService<IComponentBus>();

    public ModeGate Mode => Services.GetRequiredService<ModeGate>();

    public IComponents Components => Services.GetRequiredService<IComponents>();

    public Task<MonitorStatus> Monitor() => simulation.Grains.GetGrain<IMonitorGrain>(IMonitorGrain.Key).GetStatus();

    public static void Run(Action<GenesisBuilder> configure, Func<SimulatedHost, Task> body, Action<ISiloBuilder>? silo = null, long seed = 1, MemoryStores? stores = null) => Simulation.Run(
        seed,
        builder =>
        {
            RuntimeHost.Configure(builder, configure, stores);
            silo?.Invoke(builder);
        },
        simulation => body(new SimulatedHost(simulation)));

    public Task Delay(double seconds) => simulation.Delay(TimeSpan.FromSeconds(seconds));

    public async Task<ComponentStatus> Status(string id) => (await Bus.Ask(id, "status")).As<ComponentStatus>();

    /// <summary>Lets time pass until something holds; fails when that takes too long.</summary>
    public async Task<TimeSpan> Until(Func<Task<bool>> holds, double seconds, string what)
    {
        var began = simulation.Elapsed;
        while (!await holds())
        {
            (simulation.Elapsed - began).TotalSeconds.ShouldBeLessThan(seconds, what);
            await simulation.Delay(Step);
        }
        return simulation.Elapsed - began;
    }

    public Task<TimeSpan> UntilState(string id, Lifecycle state, double seconds = 10) =>
        Until(async () => (await Status(id)).State == state, seconds, $"{id} should have become {state}");
}
