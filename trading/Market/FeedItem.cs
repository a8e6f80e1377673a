using System.Collections.Immutable;
using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Something that a feed brought, in the shape of the flow.</summary>
/// <param name="Type">One of <see cref="FeedEvents"/>.</param>
/// <param name="Symbol">What it is about.</param>
/// <param name="Data">The data.</param>
/// <param name="Time">The venue's time of it, or when it was received where the venue gives none (UTC).</param>
/// <param name="IsUrgent">Overtakes what waits: a book that became stale.</param>
public readonly record struct FeedItem(string Type, string Symbol, object Data, DateTimeOffset Time, bool IsUrgent = false)
{
    /// <summary>A trade.</summary>
    public static FeedItem Of(string venue, Trade trade)
    {
        var time = trade.ExchangeTime ?? trade.ReceivedTime;
        return new(FeedEvents.Trade, trade.Symbol.Name, new MarketTrade(venue, trade.Symbol.Name, trade.Price, trade.Size, trade.Taker, trade.Id.ToString(), time), time);
    }

    /// <summary>A quote.</summary>
    public static FeedItem Of(string venue, Quote quote)
    {
        var time = quote.ExchangeTime ?? quote.ReceivedTime;
        return new(FeedEvents.Quote, quote.Symbol.Name, new MarketQuote(venue, quote.Symbol.Name, quote.BidPrice, quote.BidSize, quote.AskPrice, quote.AskSize, time), time);
    }

    /// <summary>A book, as many levels of it as the view has. Its time is when its last change was received: by that its age is judged.</summary>
    public static FeedItem Of(string venue, BookView book) => new(
        FeedEvents.Book, book.Symbol.Name,
        new MarketBook(venue, book.Symbol.Name, book.Grade, Levels(book.Bids), Levels(book.Asks), book.FirstSequence, book.LastSequence, book.ReceivedTime),
        book.ReceivedTime, book.Grade == BookGrade.Stale);

    /// <summary>A gap.</summary>
    public static FeedItem Of(string venue, StreamGap gap)
    {
        var symbol = gap.Stream.Symbol.Name;
        var channel = gap.Stream.Channel.ToString().ToLowerInvariant();
        return new(FeedEvents.Gap, symbol, new MarketGap(venue, symbol, channel, gap.Reason.ToString(), gap.From, gap.To, gap.Missing), gap.To);
    }

    private static ImmutableArray<PriceLevel> Levels(ImmutableArray<BookLevel> levels)
    {
        if (levels.IsDefaultOrEmpty) return [];
        var made = ImmutableArray.CreateBuilder<PriceLevel>(levels.Length);
        foreach (var level in levels) made.Add(new PriceLevel(level.Price, level.Size));
        return made.MoveToImmutable();
    }
}
