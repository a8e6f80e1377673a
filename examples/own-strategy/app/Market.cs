using Genesis.Exchanges;
using Genesis.Trading;

namespace OwnStrategy;

/// <summary>Makes market data of typed prices: a book around the price, and a trade at it.</summary>
public static class Market
{
    /// <summary>What a feed would bring.</summary>
    public static IEnumerable<FeedItem> At(decimal price, long number, DateTimeOffset now)
    {
        var book = new MarketBook("typed", "BTC-USDT", BookGrade.Sequenced, [new(price - 0.01m, 10)], [new(price + 0.01m, 10)], number, number, now);
        yield return new FeedItem(FeedEvents.Book, book.Symbol, book, now);
        yield return new FeedItem(FeedEvents.Trade, book.Symbol, new MarketTrade("typed", book.Symbol, price, 1, Side.Buy, $"{number}", now), now);
    }
}
