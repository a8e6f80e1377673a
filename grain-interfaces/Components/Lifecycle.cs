namespace Genesis;

/// <summary>Where a component stands in its life.</summary>
public enum Lifecycle
{
    /// <summary>Known, not started yet.</summary>
    Registered,

    /// <summary>Its state is being restored and its start method runs.</summary>
    Starting,

    /// <summary>It takes requests and events.</summary>
    Running,

    /// <summary>It runs, with something impaired: its checkpoints cannot be written, or it blocks.</summary>
    Degraded,

    /// <summary>It failed and is not restarted yet.</summary>
    Failed,

    /// <summary>It is being restarted from its last checkpoint.</summary>
    Recovering,

    /// <summary>It finishes what it does and writes its last checkpoint.</summary>
    Stopping,

    /// <summary>Stopped on request.</summary>
    Stopped,

    /// <summary>Restarted too often; it waits for a person.</summary>
    Quarantined,
}
