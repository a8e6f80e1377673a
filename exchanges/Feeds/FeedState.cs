using System.Collections.Concurrent;

namespace Genesis.Exchanges;

/// <summary>
/// What is kept of a feed: its books, and the candles that its venue leaves to be built. Stands between a parser and the consumer, live and
/// in replay alike. Fed by one thread at a time; streams are opened and closed, and books read, from any.
/// </summary>
/// <param name="next">Gets everything that comes in, and the candles built here.</param>
/// <param name="observer">Told of the books' changes and doubts.</param>
public sealed class FeedState(IVenue venue, IMarketDataSink next, IBookObserver? observer = null) : IMarketDataSink
{
    private readonly ConcurrentDictionary<Symbol, OrderBook> _books = new();
    private readonly ConcurrentDictionary<Symbol, ConcurrentDictionary<TimeSpan, CandleBuilder>> _candles = new();
    private readonly BookMetrics _counted = new(venue.Name, observer);
    private long _unclaimed;

    public IEnumerable<OrderBook> Books => _books.Values;

    /// <summary>Book frames of symbols whose book is not open here.</summary>
    public long Unclaimed => Volatile.Read(ref _unclaimed);

    /// <summary>Opens what a stream needs to be kept: its book, or its candles if they are built here. Opening twice changes nothing.</summary>
    public void Open(StreamKey stream)
    {
        if (stream.Channel == Channel.Book)
            _books.GetOrAdd(stream.Symbol, symbol => new OrderBook(symbol, venue.BookRule(stream), _counted));
        else if (stream.Channel == Channel.Candles && venue.Carrier(stream) != stream)
            _candles.GetOrAdd(stream.Symbol, _ => new()).GetOrAdd(stream.Interval, interval => new CandleBuilder(interval));
    }

    public void Close(StreamKey stream)
    {
        if (stream.Channel == Channel.Book) _books.TryRemove(stream.Symbol, out _);
        else if (stream.Channel == Channel.Candles && _candles.TryGetValue(stream.Symbol, out var builders)) builders.TryRemove(stream.Interval, out _);
    }

    /// <summary>The book of a symbol; null if it is not open.</summary>
    public OrderBook? Book(Symbol symbol) => _books.GetValueOrDefault(symbol);

    /// <summary>Makes all books stale: what fed them is gone.</summary>
    public void ConnectionLost(DateTimeOffset time, string detail)
    {
        foreach (var book in _books.Values) book.Doubt(DoubtKind.ConnectionLost, time, detail);
    }

    /// <summary>Ends built candles whose interval is over; call it about once a second.</summary>
    public void CloseCandles(DateTimeOffset now)
    {
        foreach (var builders in _candles.Values)
            foreach (var builder in builders.Values)
                if (builder.Close(now) is { } closed) next.OnCandle(closed);
    }

    public void OnTrade(Trade trade)
    {
        next.OnTrade(trade);
        if (_candles.IsEmpty || !_candles.TryGetValue(trade.Symbol, out var builders)) return;
        foreach (var (_, builder) in builders)
        {
            var open = builder.Add(trade, out var closed);
            if (closed is not null) next.OnCandle(closed);
            if (open is not null) next.OnCandle(open);
        }
    }

    public void OnQuote(Quote quote) => next.OnQuote(quote);

    public void OnCandle(Candle candle) => next.OnCandle(candle);

    public void OnBook(BookUpdate update)
    {
        if (_books.TryGetValue(update.Symbol, out var book)) book.Apply(update);
        else _unclaimed++;
        next.OnBook(update);
    }

    public void OnNotice(VenueNotice notice) => next.OnNotice(notice);

    public void OnMalformed(MalformedFrame frame)
    {
        // Whose frame it was cannot be known. A numbered book will show a loss by itself, the others may not.
        foreach (var book in _books.Values)
            if (!book.ShowsLoss)
                book.Doubt(DoubtKind.MalformedFrame, frame.ReceivedTime, $"a frame of this connection could not be read: {frame.Problem}");
        next.OnMalformed(frame);
    }
}
