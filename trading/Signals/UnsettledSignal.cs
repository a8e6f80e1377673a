namespace Genesis.Trading;

/// <summary>A signal whose order was sent, and nobody knows whether it arrived.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Since">When it was sent (UTC).</param>
public sealed record UnsettledSignal(Signal Signal, DateTimeOffset Since);
