using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What a symbol's price is: the last trade's; as long as there was no trade, the middle of the quote; where there was no quote either, the middle of the book.</summary>
/// <param name="Price">The price; null before there is one.</param>
/// <param name="From">Where it is from; a better source is never given up for a worse one.</param>
/// <param name="Time">The time of the market event (UTC).</param>
public readonly record struct LastPrice(decimal? Price, PriceSource From, DateTimeOffset Time)
{
    /// <summary>After a trade.</summary>
    public static LastPrice Of(MarketTrade trade) => new(trade.Price, PriceSource.Trade, trade.Time);

    /// <summary>After a quote; this one when it says nothing new.</summary>
    public LastPrice After(MarketQuote quote) =>
        quote is { BidPrice: > 0, AskPrice: > 0 } ? Middle(PriceSource.Quote, quote.BidPrice, quote.AskPrice, quote.Time) : this;

    /// <summary>After a book; this one when it says nothing new. A stale book says nothing.</summary>
    public LastPrice After(MarketBook book) =>
        book.Grade != BookGrade.Stale && !book.Bids.IsDefaultOrEmpty && !book.Asks.IsDefaultOrEmpty ? Middle(PriceSource.Book, book.Bids[0].Price, book.Asks[0].Price, book.Time) : this;

    /// <summary>The owner's shape of it.</summary>
    public PriceUpdate Told(string symbol) => new(symbol, Price ?? 0, (Time - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond);

    private LastPrice Middle(PriceSource from, decimal bid, decimal ask, DateTimeOffset time)
    {
        if (from < From) return this;
        var middle = (bid + ask) / 2;
        return middle == Price && from == From ? this : new(middle, from, time);
    }
}
