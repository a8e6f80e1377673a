namespace Orleans.Configuration;

/// <summary>How activations share the threads.</summary>
public class SchedulingOptions
{
    /// <summary>The default of <see cref="MaxPendingWorkItemsSoftLimit"/>: no limit.</summary>
    public const int DEFAULT_MAX_PENDING_ITEMS_SOFT_LIMIT = 0;

    /// <summary>The default of <see cref="DelayWarningThreshold"/>: 10 s.</summary>
    public static readonly TimeSpan DEFAULT_DELAY_WARNING_THRESHOLD = TimeSpan.FromSeconds(10);

    /// <summary>The default of <see cref="ActivationSchedulingQuantum"/>: 100 ms.</summary>
    public static readonly TimeSpan DEFAULT_ACTIVATION_SCHEDULING_QUANTUM = TimeSpan.FromMilliseconds(100);

    /// <summary>The default of <see cref="TurnWarningLengthThreshold"/>: 1 s.</summary>
    public static readonly TimeSpan DEFAULT_TURN_WARNING_THRESHOLD = TimeSpan.FromSeconds(1);

    /// <summary>How long a turn may be queued before a warning is logged.</summary>
    public TimeSpan DelayWarningThreshold { get; set; } = DEFAULT_DELAY_WARNING_THRESHOLD;

    /// <summary>How long an activation may go on running turns before it makes room for others.</summary>
    public TimeSpan ActivationSchedulingQuantum { get; set; } = DEFAULT_ACTIVATION_SCHEDULING_QUANTUM;

    /// <summary>How long a turn may run before a warning is logged.</summary>
    public TimeSpan TurnWarningLengthThreshold { get; set; } = DEFAULT_TURN_WARNING_THRESHOLD;

    /// <summary>The number of turns queued for one activation at which a warning is logged; 0 for never.</summary>
    public int MaxPendingWorkItemsSoftLimit { get; set; } = DEFAULT_MAX_PENDING_ITEMS_SOFT_LIMIT;

    /// <summary>How long an activation may go on after its end before a warning is logged. Default: 1 minute.</summary>
    public TimeSpan StoppedActivationWarningInterval { get; set; } = TimeSpan.FromMinutes(1);
}
