namespace Genesis.Supervision;

/// <summary>How much speaks for a failure that is about to come.</summary>
internal enum Suspicion
{
    /// <summary>Nothing unusual.</summary>
    None = 0,

    /// <summary>Half the threshold of suspicion is reached.</summary>
    Rising = 1,

    /// <summary>The threshold is reached.</summary>
    Suspected = 2,
}
