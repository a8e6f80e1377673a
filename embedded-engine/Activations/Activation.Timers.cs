using Genesis.Embedded.Timers;

namespace Genesis.Embedded.Activations;

// The timers that end with the activation.
internal sealed partial class Activation
{
    private HashSet<GrainTimer>? _timers;

    public void Own(GrainTimer timer)
    {
        var timers = _timers ?? Interlocked.CompareExchange(ref _timers, [], null) ?? _timers;
        lock (timers) timers.Add(timer);
    }

    public void Forget(GrainTimer timer)
    {
        if (_timers is not { } timers) return;
        lock (timers) timers.Remove(timer);
    }

    private void DisposeTimers()
    {
        if (_timers is not { } timers) return;
        GrainTimer[] all;
        lock (timers) all = [.. timers];
        foreach (var timer in all) timer.Dispose();
    }
}
