using Genesis.Simulations.Grains;
using Orleans.Timers;

namespace Genesis.Simulations.Timers;

/// <summary>Makes the timers of grains, in virtual time.</summary>
internal sealed class SimulatedTimerRegistry(SiloRuntime silo) : ITimerRegistry
{
    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime,
        TimeSpan period) => RegisterGrainTimer(
        grainContext, static (call, _) =>
            call.callback(call.state), (callback, state), new GrainTimerCreationOptions(dueTime, period) { Interleave = true });

    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        ArgumentNullException.ThrowIfNull(callback);
        var activation = (Activation)grainContext;
        var timer = new SimulatedGrainTimer(silo, activation, token => callback(state, token), options.Interleave, options.KeepAlive);
        activation.Timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }
}
