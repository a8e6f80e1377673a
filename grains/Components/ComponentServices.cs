using Genesis.Chaos;
using Genesis.Resilience;
using Genesis.Supervision;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>What the components of one process share.</summary>
internal sealed class ComponentServices(
    ComponentBus bus, ComponentTypes types, ComponentDirectory directory, LocalComponents local, MonotonicClock clock, IGrainFactory grains, ILoggerFactory logs,
    ComponentLimits limits, Func<SupervisionOptions> supervision, Func<CheckpointOptions> checkpoints, RandomSource random, CheckpointMeter checkpointMeter, EventServices events, BlockingThreads? blocking, RecoveryFigures recoveries,
    Faults faults)
{
    private long _numbers;
    private long _failures;

    public ComponentBus Bus => bus;

    public ComponentTypes Types => types;

    public ComponentDirectory Directory => directory;

    public LocalComponents Local => local;

    public MonotonicClock Clock => clock;

    public IGrainFactory Grains => grains;

    public ILoggerFactory Logs => logs;

    public ComponentLimits Limits => limits;

    public Func<SupervisionOptions> Supervision => supervision;

    public Func<CheckpointOptions> Checkpoints => checkpoints;

    public CheckpointMeter CheckpointMeter => checkpointMeter;

    public EventServices Events => events;

    /// <summary>Faults that were injected.</summary>
    public Faults Faults => faults;

    /// <summary>Where blocking handlers run; null where there is but one thread, as in simulations.</summary>
    public BlockingThreads? Blocking => blocking;

    /// <summary>Looks at what components do, for tests: makes the context that they get of the one they would get.</summary>
    public Func<IComponentContext, IComponentContext>? Watch { get; set; }

    public IComponentContext Watched(IComponentContext context) => Watch?.Invoke(context) ?? context;

    /// <summary>Told of every change in a component's life, on the component's turn.</summary>
    public event Action<ComponentCell, LifecycleChange>? LifecycleChanged;

    public void Moved(ComponentCell cell, LifecycleChange change) => LifecycleChanged?.Invoke(cell, change);

    /// <summary>Told when something about a component's health was found from outside; any thread.</summary>
    public event Action<ComponentCell>? HealthChanged;

    public void Changed(ComponentCell cell) => HealthChanged?.Invoke(cell);

    /// <summary>Restarts the components that depend on one that failed, directly or through others, each once.</summary>
    public void RestartDependants(string id, string reason)
    {
        foreach (var dependant in Dependants.Of(id, directory.Routes.Select(static route => route.Registration)))
            if (directory.Find(dependant) is { } route) _ = route.Grain.RestartDependant($"{id}, which it depends on, failed: {reason}");
    }

    /// <summary>How failures end in this process.</summary>
    public RecoveryFigures Recoveries => recoveries;

    /// <summary>Handler runs that failed, of all components of this process.</summary>
    public long Failures => Volatile.Read(ref _failures);

    public void CountFailure() => Interlocked.Increment(ref _failures);

    public double NextRandom() => random.NextDouble();

    public Random NewRandom(string id) => random.For(id);

    public long NextNumber() => Interlocked.Increment(ref _numbers);
}
