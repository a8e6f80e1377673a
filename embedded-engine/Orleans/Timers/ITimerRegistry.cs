using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Makes timers for activations.</summary>
public interface ITimerRegistry
{
    /// <summary>Makes and starts a timer.</summary>
    /// <param name="grainContext">The activation.</param>
    /// <param name="callback">Runs at each tick; its token is cancelled when the timer is disposed or the activation ends.</param>
    /// <param name="state">Handed to the callback.</param>
    /// <param name="options">Times and behaviour.</param>
    IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
}
