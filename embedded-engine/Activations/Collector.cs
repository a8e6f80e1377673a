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
        _timer = engine.Time.CreateTimer(static self => ((Collector)self!).Collect(), this, quantum, quantum);
    }

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        var now = _engine.Executor.Now;
        foreach (var activation in _engine.Catalog.All)
            if (!activation.Class.IsObserver && activation.IsStale(now)) activation.RequestCollection();
    }
}
