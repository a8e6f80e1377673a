using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What paper orders have taken from a displayed level: it stays taken until the level changes.</summary>
/// <param name="Side">The side of the book.</param>
/// <param name="Price">The level.</param>
/// <param name="Displayed">What was displayed then.</param>
/// <param name="Taken">How much of it was taken.</param>
[Immutable]
public sealed record ConsumedLevel(Side Side, decimal Price, decimal Displayed, decimal Taken);
