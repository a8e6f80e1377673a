namespace Genesis.Simulations.Time;

/// <summary>The place where the callbacks of a silo's timers run.</summary>
internal interface ITimerContext
{
    /// <summary>True when the silo was killed: its timers never fire again.</summary>
    bool IsDead { get; }

    /// <summary>Makes this the SynchronizationContext of the code that runs next.</summary>
    void Enter();
}
