using Genesis.Embedded.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Activations;

/// <summary>The activations of one stateless worker: a call goes to an idle one, a new one while there may be more, else to the least loaded.</summary>
internal sealed class WorkerPool(Engine engine, GrainClass grainClass, GrainId id)
{
    private readonly Lock _gate = new();
    private Activation[] _workers = [];

    public int Count => Volatile.Read(ref _workers).Length;

    public IReadOnlyList<Activation> All => Volatile.Read(ref _workers);

    /// <summary>True once its last worker has gone and the catalog has dropped it.</summary>
    private bool _closed;

    /// <summary>The worker for a call; null when the pool has been closed meanwhile and the caller must make a new one.</summary>
    public Activation? Pick()
    {
        var workers = Volatile.Read(ref _workers);
        if (Idle(workers) is { } idle) return idle;
        if (workers.Length >= grainClass.MaxWorkers) return LeastLoaded(workers);
        lock (_gate)
        {
            if (_closed) return null;
            if (Idle(_workers) is { } other) return other;
            if (_workers.Length >= grainClass.MaxWorkers) return LeastLoaded(_workers);
            var made = new Activation(engine, grainClass, id);
            made.TryPick();
            _workers = [.. _workers, made];
            return made;
        }
    }

    /// <summary>Takes a worker out. True when it was the last: the pool is closed.</summary>
    public bool Remove(Activation activation)
    {
        lock (_gate)
        {
            _workers = Array.FindAll(_workers, worker => !ReferenceEquals(worker, activation));
            return _closed = _workers.Length == 0;
        }
    }

    private static Activation? Idle(Activation[] workers) => Array.Find(workers, static worker => worker.TryPick());

    private static Activation LeastLoaded(Activation[] workers) => workers.MinBy(static worker => worker.QueueLength + worker.RunningCount)!;
}
