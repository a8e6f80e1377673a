namespace Genesis;

/// <summary>A component's turn does not answer.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Blocks">Whether a handler holds it: it blocks its thread.</param>
/// <param name="Reason">What was seen, for people.</param>
internal sealed record TurnLoss(TimeSpan Since, bool Blocks, string Reason);
