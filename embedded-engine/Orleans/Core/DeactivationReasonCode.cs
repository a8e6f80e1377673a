namespace Orleans;

/// <summary>Why an activation ends, for people and logs. Nothing may decide by it.</summary>
[GenerateSerializer]
public enum DeactivationReasonCode : byte
{
    /// <summary>Not given.</summary>
    None,

    /// <summary>The process is stopping.</summary>
    ShuttingDown,

    /// <summary>Activation did not succeed.</summary>
    ActivationFailed,

    /// <summary>The grain directory failed. Never given by the embedded engine, which has none.</summary>
    DirectoryFailure,

    /// <summary>No call came for longer than the collection age.</summary>
    ActivationIdle,

    /// <summary>The activation no longer answers.</summary>
    ActivationUnresponsive,

    /// <summary>The grain is active somewhere else.</summary>
    DuplicateActivation,

    /// <summary>A request came that this process cannot handle.</summary>
    IncompatibleRequest,

    /// <summary>The application failed in a way that left the activation unusable.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>The activation moves to another process. Never given by the embedded engine.</summary>
    Migrating,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,

    /// <summary>The process is short of memory.</summary>
    HighMemoryPressure,
}
