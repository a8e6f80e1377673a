namespace Genesis.Exchanges;

/// <summary>The best bid and the best ask of a symbol. A side that the venue has nobody on is zero.</summary>
/// <param name="Sequence">The venue's number of this state, growing per symbol; zero where it gives none.</param>
/// <param name="ExchangeTime">When the venue says that it was so; null where it says nothing.</param>
/// <param name="ReceivedTime">When the frame came in here.</param>
public sealed record Quote(
    Symbol Symbol,
    decimal BidPrice,
    decimal BidSize,
    decimal AskPrice,
    decimal AskSize,
    long Sequence,
    DateTimeOffset? ExchangeTime,
    DateTimeOffset ReceivedTime);
