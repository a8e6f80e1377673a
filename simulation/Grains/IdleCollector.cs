using Genesis.Simulations.Time;

namespace Genesis.Simulations.Grains;

/// <summary>Deactivates the activations that nobody has used for their collection age.</summary>
internal sealed class IdleCollector(SiloRuntime silo, Catalog catalog)
{
    private VirtualTimer? _timer;
    private bool _isStopped;

    /// <summary>Looks for idle activations from now on, until none is left that may be collected.</summary>
    public void Start()
    {
        if (_isStopped || _timer?.Index >= 0) return;
        _timer ??= silo.Loop.Clock.Create(
            new VirtualTimeProvider(silo.Loop.Clock, silo.Context, TimerKind.Upkeep), static self =>
                ((IdleCollector)self!).Collect(), this);
        _timer.Change(silo.Collection.CollectionQuantum, Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        _isStopped = true;
        _timer?.Dispose();
    }

    private void Collect()
    {
        var remains = false;
        foreach (var activation in catalog.InOrder)
        {
            if (activation.IsStale)
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle,
                    "The activation was not used for its collection age."));
            else remains |= activation.IsCollectable;
        }
        if (remains) Start();
    }
}
