using Genesis.Simulations.Scheduling;

namespace Genesis.Simulations.Grains;

/// <summary>
/// Completes tasks in nobody's context. Every await is then posted to the context that waits; otherwise a grain that called itself would go
/// on inside the turn that completes the call.
/// </summary>
internal readonly ref struct CompletionScope
{
    private static readonly SynchronizationContext Nobody = new NobodysContext();

    private readonly SimulationLoop _loop;
    private readonly SynchronizationContext? _outer;
    private readonly IGrainContext? _grain;

    public CompletionScope(SimulationLoop loop)
    {
        _loop = loop;
        _outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Nobody);
        _grain = loop.Current;
        if (_grain is not null) loop.Enter(null);
    }

    public void Dispose()
    {
        SynchronizationContext.SetSynchronizationContext(_outer);
        if (_grain is not null) _loop.Enter(_grain);
    }

    private sealed class NobodysContext : SynchronizationContext;
}
