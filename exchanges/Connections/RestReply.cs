namespace Genesis.Exchanges;

/// <summary>The answer to a REST request.</summary>
/// <param name="RetryAfter">How long the venue wants to be left alone; null if it does not say.</param>
public sealed record RestReply(int Status, byte[] Body, TimeSpan? RetryAfter = null);
