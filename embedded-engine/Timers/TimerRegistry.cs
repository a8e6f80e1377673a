using Genesis.Embedded.Activations;
using Orleans.Runtime;
using Orleans.Timers;

namespace Genesis.Embedded.Timers;

/// <summary>Makes grain timers.</summary>
internal sealed class TimerRegistry : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (grainContext is not Activation activation)
            throw new ArgumentException("A grain timer belongs to an activation. Register it in a grain: in OnActivateAsync, a method or another timer.", nameof(grainContext));
        if (!activation.IsCurrent)
            throw new InvalidOperationException(
                $"A timer of {activation.GrainId} was registered outside the grain's turn: inside Task.Run, after ConfigureAwait(false), or by another grain. Register it on a turn of the grain itself.");
        if (activation.IsDead)
            throw new InvalidOperationException($"{activation.GrainId} has been deactivated: a timer would never tick.");
        var timer = new GrainTimer<TState>(activation, callback, state, options);
        activation.Own(timer);
        return timer;
    }
}
