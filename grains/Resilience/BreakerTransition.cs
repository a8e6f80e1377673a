namespace Genesis.Resilience;

/// <summary>A breaker changed its state.</summary>
/// <param name="From">What it was.</param>
/// <param name="To">What it became.</param>
/// <param name="At">When, since the process started.</param>
/// <param name="Reason">Why, for people.</param>
internal readonly record struct BreakerTransition(BreakerState From, BreakerState To, TimeSpan At, string Reason);
