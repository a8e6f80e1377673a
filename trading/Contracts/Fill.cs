using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>A part of an order that was executed.</summary>
/// <param name="Number">Numbers of a venue's fills have no gaps, from 1: who has seen N asks for those after N.</param>
/// <param name="ClientOrderId">The order.</param>
/// <param name="OrderId">The venue's id of it.</param>
/// <param name="Symbol">As <c>BTC-USDT</c>.</param>
/// <param name="Side">Bought or sold.</param>
/// <param name="Price">Price in the quote currency.</param>
/// <param name="Amount">Amount in the base currency.</param>
/// <param name="Fee">Fee in the quote currency.</param>
/// <param name="IsMaker">Whether the order was waiting in the book.</param>
/// <param name="Time">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.Fill")]
public sealed record Fill(
    [property: Id(0)] long Number, [property: Id(1)] string ClientOrderId, [property: Id(2)] string OrderId, [property: Id(3)] string Symbol,
    [property: Id(4)] Side Side, [property: Id(5)] decimal Price, [property: Id(6)] decimal Amount, [property: Id(7)] decimal Fee,
    [property: Id(8)] bool IsMaker, [property: Id(9)] DateTimeOffset Time);
