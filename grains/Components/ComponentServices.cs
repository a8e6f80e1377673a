using Genesis.Resilience;
using Genesis.Storage;
using Genesis.Supervision;
using Microsoft.Extensions.Logging;

namespace Genesis;

/// <summary>What the components of one process share.</summary>
internal sealed class ComponentServices(
    ComponentBus bus, ComponentTypes types, ComponentDirectory directory, LocalComponents local, MonotonicClock clock, IGrainFactory grains, ILoggerFactory logs,
    ComponentLimits limits, Func<SupervisionOptions> supervision, Func<CheckpointOptions> checkpoints, RandomSource random, IJournal journal, BlockingThreads? blocking)
{
    private long _numbers;

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

    public IJournal Journal => journal;

    /// <summary>Where blocking handlers run; null where there is but one thread, as in simulations.</summary>
    public BlockingThreads? Blocking => blocking;

    /// <summary>Told of every change in a component's life, on the component's turn.</summary>
    public event Action<ComponentCell, LifecycleChange>? LifecycleChanged;

    public void Moved(ComponentCell cell, LifecycleChange change) => LifecycleChanged?.Invoke(cell, change);

    /// <summary>Restarts the components that depend on one that failed.</summary>
    public void RestartDependants(string id, string reason)
    {
        foreach (var route in directory.Routes)
            if (route.Registration.Policies.DependsOn.Contains(id)) _ = route.Grain.Restart($"{id}, which it depends on, failed: {reason}");
    }

    public double NextRandom() => random.NextDouble();

    public Random NewRandom(string id) => random.For(id);

    public long NextNumber() => Interlocked.Increment(ref _numbers);
}
