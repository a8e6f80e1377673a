namespace Genesis.Trading;

/// <summary>The best bid and the best ask of a venue.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.MarketQuote")]
public sealed record MarketQuote(
    [property: Id(0)] string Venue, [property: Id(1)] string Symbol, [property: Id(2)] decimal BidPrice, [property: Id(3)] decimal BidSize,
    [property: Id(4)] decimal AskPrice, [property: Id(5)] decimal AskSize, [property: Id(6)] DateTimeOffset Time);
