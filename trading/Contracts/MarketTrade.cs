using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>A trade on a venue.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what, as <c>BTC-USDT</c>.</param>
/// <param name="Price">Price in the quote currency.</param>
/// <param name="Size">Amount in the base currency.</param>
/// <param name="Taker">Who took: a buyer or a seller.</param>
/// <param name="Id">The venue's id of it.</param>
/// <param name="Time">The venue's time, or when it was received where the venue gives none (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.MarketTrade")]
public sealed record MarketTrade(
    [property: Id(0)] string Venue, [property: Id(1)] string Symbol, [property: Id(2)] decimal Price, [property: Id(3)] decimal Size,
    [property: Id(4)] Side Taker, [property: Id(5)] string Id, [property: Id(6)] DateTimeOffset Time);
