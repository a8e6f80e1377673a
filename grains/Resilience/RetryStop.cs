namespace Genesis.Resilience;

/// <summary>Why there was no further attempt.</summary>
internal enum RetryStop
{
    /// <summary>There may be another.</summary>
    None = 0,

    /// <summary>The last attempt succeeded, or failed in a way that will not pass.</summary>
    Settled = 1,

    /// <summary>The number of attempts is used up.</summary>
    Attempts = 2,

    /// <summary>Another attempt could not end before the deadline.</summary>
    Deadline = 3,

    /// <summary>The retry budget refused.</summary>
    Budget = 4,

    /// <summary>The caller no longer waits.</summary>
    Cancelled = 5,
}
