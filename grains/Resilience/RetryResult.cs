namespace Genesis.Resilience;

/// <summary>What came of an ask and its retries.</summary>
/// <param name="Value">The result of the last attempt.</param>
/// <param name="Attempts">Attempts made, the first one included.</param>
/// <param name="Stop">Why there was no further one.</param>
internal readonly record struct RetryResult<T>(T Value, int Attempts, RetryStop Stop);
