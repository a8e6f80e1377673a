namespace Genesis.Exchanges;

/// <summary>Prices and volume of an interval.</summary>
/// <param name="OpenTime">The start of the interval, inclusive.</param>
/// <param name="Interval">Its length.</param>
/// <param name="Volume">Traded size, in units of the base.</param>
/// <param name="Closed">Whether the interval is over: an open candle is repeated with newer figures.</param>
/// <param name="BuiltFromTrades">True where the venue has no candles and this one was made here, from the trades received.</param>
public sealed record Candle(
    Symbol Symbol,
    DateTimeOffset OpenTime,
    TimeSpan Interval,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    bool Closed,
    DateTimeOffset? ExchangeTime,
    DateTimeOffset ReceivedTime,
    bool BuiltFromTrades = false);
