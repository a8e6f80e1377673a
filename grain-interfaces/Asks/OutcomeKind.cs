namespace Genesis;

/// <summary>How an ask ended.</summary>
public enum OutcomeKind
{
    /// <summary>Answered; there is a value.</summary>
    Ok,

    /// <summary>No component of that id is registered.</summary>
    UnknownComponent,

    /// <summary>The component does not know this type of request.</summary>
    UnknownRequest,

    /// <summary>The component is not running: failed, recovering, stopped or quarantined.</summary>
    Unavailable,

    /// <summary>No answer within the deadline. Whether the request took effect is unknown.</summary>
    TimedOut,

    /// <summary>The component failed several times in a row and is left alone for a while.</summary>
    CircuitOpen,

    /// <summary>The system mode lets only more important requests through.</summary>
    Rejected,

    /// <summary>Too many requests are under way to this component.</summary>
    Overloaded,

    /// <summary>Strictly serial components would wait for each other without end.</summary>
    CycleDetected,

    /// <summary>The chain of asks is too long: runaway recursion.</summary>
    DepthExceeded,

    /// <summary>The handler failed.</summary>
    Failed,
}
