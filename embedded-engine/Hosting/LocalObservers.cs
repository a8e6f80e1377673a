using Genesis.Embedded.Activations;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>
/// Observers of this process. Each gets its notifications one at a time, in order. They are held weakly, as in Orleans: whoever
/// subscribes keeps the object alive, and a collected one is simply gone.
/// </summary>
internal sealed class LocalObservers(Engine engine, string owner) : IObserverHost
{
    private readonly GrainClass _class = new(ObserverType);
    private long _last;

    /// <summary>The grain type of all observers.</summary>
    public static readonly GrainType ObserverType = GrainType.Create("sys.client");

    public GrainId Add(IGrainObserver observer)
    {
        var id = GrainId.Create(ObserverType, $"{owner}+{Interlocked.Increment(ref _last)}");
        engine.Catalog.TryAdd(new Activation(engine, _class, id, new WeakObserver(observer, keep: engine.Probe is not null)));
        return id;
    }

    public void Remove(GrainId id) => engine.Catalog.Find(id)?.RequestDeactivation(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The observer was deleted."));

    /// <summary>The activation of an observer; null when it was deleted or never was.</summary>
    public Activation? Find(GrainId id) => engine.Catalog.Find(id);
}

/// <summary>Stands for an observer without keeping it alive; in a simulation it does, because nothing there may depend on the garbage collector.</summary>
internal sealed class WeakObserver(IGrainObserver observer, bool keep)
{
    private readonly IGrainObserver? _kept = keep ? observer : null;
    private readonly WeakReference<IGrainObserver> _observer = new(observer);

    public IGrainObserver? Target => _kept ?? (_observer.TryGetTarget(out var target) ? target : null);
}
