using System.Collections.Immutable;
using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>The state of an order book, with how much is known of its truth. Best levels first.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what, as <c>BTC-USDT</c>.</param>
/// <param name="Grade">What the venue's evidence says; <see cref="BookGrade.Stale"/> means that it must not be traded on.</param>
/// <param name="Bids">Best first.</param>
/// <param name="Asks">Best first.</param>
/// <param name="FirstSequence">The first number of the venue's that it rests on.</param>
/// <param name="LastSequence">The last one.</param>
/// <param name="Time">When the last change of it was received (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.MarketBook")]
public sealed record MarketBook(
    [property: Id(0)] string Venue, [property: Id(1)] string Symbol, [property: Id(2)] BookGrade Grade,
    [property: Id(3)] ImmutableArray<PriceLevel> Bids, [property: Id(4)] ImmutableArray<PriceLevel> Asks,
    [property: Id(5)] long FirstSequence, [property: Id(6)] long LastSequence, [property: Id(7)] DateTimeOffset Time);
