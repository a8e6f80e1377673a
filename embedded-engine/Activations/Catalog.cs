using System.Collections.Concurrent;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Activations;

/// <summary>Who is in memory: one activation per identity, a small pool per stateless worker, and the observers of this process.</summary>
internal sealed class Catalog(Engine engine)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, WorkerPool> _pools = new();

    public int Count => _activations.Count + _pools.Values.Sum(pool => pool.Count);

    /// <summary>In no particular order; see <see cref="InOrder"/>.</summary>
    public IEnumerable<Activation> All => _activations.Select(pair => pair.Value).Concat(_pools.Values.SelectMany(pool => pool.All));

    /// <summary>Oldest first: an order that is the same in every run of a simulation.</summary>
    public IEnumerable<Activation> InOrder => All.OrderBy(static activation => activation.Number);

    /// <summary>The activation to run a call on the given grain, made if there is none.</summary>
    public Activation Get(GrainClass grainClass, GrainId id)
    {
        if (grainClass.MaxWorkers > 0) return PickWorker(grainClass, id);
        if (_activations.TryGetValue(id, out var known)) return known;
        return _activations.GetOrAdd(id, static (key, arg) => new Activation(arg.engine, arg.grainClass, key), (engine, grainClass));
    }

    private Activation PickWorker(GrainClass grainClass, GrainId id)
    {
        while (true)
        {
            var pool = _pools.GetOrAdd(id, static (key, arg) => new WorkerPool(arg.engine, arg.grainClass, key), (engine, grainClass));
            if (pool.Pick() is { } worker) return worker;
            _pools.TryRemove(new KeyValuePair<GrainId, WorkerPool>(id, pool));
        }
    }

    public Activation? Find(GrainId id) => _activations.GetValueOrDefault(id);

    /// <summary>Puts an object that exists already, such as an observer, under an identity.</summary>
    public bool TryAdd(Activation activation) => _activations.TryAdd(activation.GrainId, activation);

    public void Remove(Activation activation)
    {
        if (activation.Class.MaxWorkers > 0)
        {
            if (_pools.TryGetValue(activation.GrainId, out var pool) && pool.Remove(activation))
                _pools.TryRemove(new KeyValuePair<GrainId, WorkerPool>(activation.GrainId, pool));
            return;
        }
        _activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));
    }

    /// <summary>A call that reached a dead activation goes to the living one; deadline and caller stay.</summary>
    public void Forward(Activation dead, ICall call)
    {
        if (call.Method.IsLocal)
        {
            call.TryCancel(new CancellationToken(true));
            return;
        }
        if (dead.Class.IsObserver)
        {
            call.TryFail(new ClientNotAvailableException(dead.GrainId));
            return;
        }
        if (engine.RefusesActivations)
        {
            call.TryFail(engine.Stopping(call.Method.DisplayName, dead.GrainId));
            return;
        }
        engine.Deliver(Get(dead.Class, dead.GrainId), call);
    }
}
