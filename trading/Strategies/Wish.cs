using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What a strategy wants done.</summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Amount">How much of the base currency; what the configuration says when left out.</param>
public sealed record Wish(Side Side, string Reason, decimal? Amount = null);
