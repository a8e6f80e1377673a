using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>What the market data manager has passed on since it started, and what it knows.</summary>
/// <param name="Trades">Trades.</param>
/// <param name="Quotes">Quotes.</param>
/// <param name="Books">Books, stale ones among them.</param>
/// <param name="StaleBooks">Books that became stale.</param>
/// <param name="Gaps">Gaps.</param>
/// <param name="Prices">The last price of each symbol, by symbol.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.MarketSummary")]
public sealed record MarketSummary(
    [property: Id(0)] long Trades, [property: Id(1)] long Quotes, [property: Id(2)] long Books, [property: Id(3)] long StaleBooks, [property: Id(4)] long Gaps,
    [property: Id(5)] ImmutableArray<PriceUpdate> Prices);
