namespace Genesis.Trading;

/// <summary>The price of something, in the owner's shape.</summary>
/// <param name="Symbol">As <c>BTC-USDT</c>.</param>
/// <param name="Price">The last trade's price, or the middle of the quote where there is no trade yet.</param>
/// <param name="Timestamp">Seconds since 1970, of the market event.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.PriceUpdate")]
public sealed record PriceUpdate([property: Id(0)] string Symbol, [property: Id(1)] decimal Price, [property: Id(2)] decimal Timestamp);
