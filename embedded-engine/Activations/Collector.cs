using Genesis.Embedded.Hosting;

namespace Genesis.Embedded.Activations;

/// <summary>Ends activations that nobody has used for their collection age.</summary>
internal sealed class Collector : IDisposable
{
    private readonly Engine _engine;
    private readonly ITimer _timer;

    public Collector(Engine engine)
    {
        _engine = engine;
        var quantum = engine.CollectionOptions.CollectionQuantum;
        _timer = engine.Executor.Upkeep(engine.Time).CreateTimer(static self => ((Collector)self!).Collect(), this, quantum, quantum);
    }

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        var now = _engine.Executor.Now;
        var stale = _engine.Catalog.All.Where(activation => !activation.Class.IsObserver && activation.IsStale(now));
        foreach (var activation in stale.OrderBy(static activation => activation.Number)) activation.RequestCollection();
    }
}
