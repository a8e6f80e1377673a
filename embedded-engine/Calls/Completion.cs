using Orleans.Runtime;

namespace Genesis.Embedded.Calls;

/// <summary>
/// Where a call's continuations run. The thread pool carries them away from whoever completes the call, unless the call was made on
/// a simulation's thread, which nothing may leave: there, Task.WhenAll and its like run at once, and every await is posted to the context that
/// waits, because the call is completed under a context that is nobody's.
/// </summary>
internal static class Completion
{
    private static readonly SynchronizationContext Nobody = new NobodysContext();
    private static int _simulations;

    [ThreadStatic]
    private static bool _simulated;

    /// <summary>The way for calls that are made now on this thread.</summary>
    public static TaskCreationOptions Options =>
        _simulations != 0 && _simulated ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>True on a simulation's thread.</summary>
    public static bool IsSimulated => _simulated;

    /// <summary>This thread becomes that of a simulation, or stops being it.</summary>
    public static void Simulate(bool on)
    {
        _simulated = on;
        Interlocked.Add(ref _simulations, on ? 1 : -1);
    }

    /// <summary>Before the call's task is completed. Gives what to hand to <see cref="Leave"/>.</summary>
    public static Place Enter(Task promise)
    {
        if ((promise.CreationOptions & TaskCreationOptions.RunContinuationsAsynchronously) != 0) return default;
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Nobody);
        // A grain that called itself waits in the turn that completes the call, and would go on inside of it.
        RuntimeContext.SetExecutionContext(null, out var grain);
        return new Place(outer, grain);
    }

    public static void Leave(Task promise, Place outer)
    {
        if ((promise.CreationOptions & TaskCreationOptions.RunContinuationsAsynchronously) != 0) return;
        SynchronizationContext.SetSynchronizationContext(outer.Context);
        RuntimeContext.ResetExecutionContext(outer.Grain);
    }

    /// <summary>Where a call's task was completed.</summary>
    internal readonly record struct Place(SynchronizationContext? Context, IGrainContext? Grain);

    private sealed class NobodysContext : SynchronizationContext;
}
