namespace Genesis.Exchanges;

/// <summary>A trade on a venue.</summary>
/// <param name="Price">In units of the quote.</param>
/// <param name="Size">In units of the base; of a derivative, in the venue's unit (see <see cref="Instrument.ContractSize"/>).</param>
/// <param name="Taker">The side that took liquidity.</param>
/// <param name="Id">The venue's id. Of an aggregated trade, the aggregate's.</param>
/// <param name="ExchangeTime">When the venue says that it happened.</param>
/// <param name="ReceivedTime">When the frame came in here.</param>
public sealed record Trade(
    Symbol Symbol,
    decimal Price,
    decimal Size,
    Side Taker,
    TradeId Id,
    DateTimeOffset? ExchangeTime,
    DateTimeOffset ReceivedTime);
