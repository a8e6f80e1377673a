using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Scheduling;

/// <summary>Decides when and on which thread activations run their turns, and keeps the engine's time.</summary>
internal abstract class TurnExecutor
{
    /// <summary>Milliseconds since the engine started; coarse, and cheap enough to read on every call.</summary>
    public abstract long Now { get; }

    /// <summary>How many turns an activation runs before others get the thread.</summary>
    public abstract int TurnsPerRun { get; }

    /// <summary>How long an activation goes on running turns before others get the thread. One turn is never interrupted.</summary>
    public virtual int MillisecondsPerRun => 10;

    /// <summary>The activation has turns to run; called once until it has been idle again.</summary>
    /// <param name="activation">Who has work.</param>
    /// <param name="again">True when it has just used up its share: others go first.</param>
    public abstract void Schedule(Activation activation, bool again = false);

    /// <summary>A call with this deadline (see <see cref="Now"/>) has been sent to the activation: time it out when it is due.</summary>
    public abstract void Watch(Activation activation, long deadline);

    /// <summary>Runs work outside any activation.</summary>
    public abstract void Run(Action<object?> work, object? state);

    /// <summary>Sees every turn; null unless the engine is simulated.</summary>
    public virtual ITurnProbe? Probe => null;

    /// <summary>
    /// The time for the engine's own upkeep, such as idle collection: in a simulation, timers made of it alone are nothing
    /// that anybody could be waiting for.
    /// </summary>
    public virtual TimeProvider Upkeep(TimeProvider time) => time;

    public abstract void Start();

    public abstract void Stop();
}
