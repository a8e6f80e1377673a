namespace Genesis.Monitoring;

/// <summary>What follows from the health of the components.</summary>
/// <param name="State">The new state.</param>
/// <param name="Changed">Whether the mode is another than before.</param>
/// <param name="Reason">Why the mode is what it is, for people.</param>
/// <param name="LookAgainAt">When to compute again although nothing changes: the mode may step down then. Null when it cannot.</param>
internal readonly record struct ModeDecision(ModeState State, bool Changed, string Reason, TimeSpan? LookAgainAt);
