namespace Genesis.Resilience;

/// <summary>What follows a failed attempt: another one after a delay, or nothing and why.</summary>
/// <param name="Stop">Why not; <see cref="RetryStop.None"/> when there is another attempt.</param>
/// <param name="Delay">How long to wait before it.</param>
internal readonly record struct RetryStep(RetryStop Stop, TimeSpan Delay);
