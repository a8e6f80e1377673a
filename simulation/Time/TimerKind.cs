namespace Genesis.Simulations.Time;

/// <summary>The purpose of a timer. It decides whether somebody can be waiting for the timer.</summary>
internal enum TimerKind
{
    /// <summary>A timer of the code under simulation.</summary>
    Work,

    /// <summary>A timer of the simulated silo's upkeep, such as idle collection.</summary>
    Upkeep,

    /// <summary>A timer for the response timeouts of calls.</summary>
    Timeouts,
}
