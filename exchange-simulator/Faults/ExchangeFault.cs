namespace Genesis.ExchangeSimulator;

/// <summary>One command to misbehave.</summary>
/// <param name="Venue">Only this venue; null for all.</param>
/// <param name="Symbol">Only frames of this symbol (<c>BTC-USDT</c>); null for all.</param>
/// <param name="Count">How often, then it is over (for <see cref="FaultKind.DropOnMessage"/>, the number of the message).</param>
/// <param name="Milliseconds">For slow and cut: how long.</param>
/// <param name="BooksOnly">Only book frames.</param>
public sealed record ExchangeFault(FaultKind Kind, string? Venue = null, string? Symbol = null, int Count = 1, int Milliseconds = 0, bool BooksOnly = false);
