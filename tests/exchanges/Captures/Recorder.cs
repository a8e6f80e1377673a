using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Keeps what a sink and an observer are told.</summary>
internal sealed class Recorder : IMarketDataSink, IBookObserver
{
    public List<Trade> Trades { get; } = [];

    public List<Quote> Quotes { get; } = [];

    public List<Candle> Candles { get; } = [];

    public List<VenueNotice> Notices { get; } = [];

    public List<MalformedFrame> Malformed { get; } = [];

    public List<BookUpdate> Books { get; } = [];

    public List<(Symbol Symbol, BookDoubt Doubt)> Doubts { get; } = [];

    public List<(Symbol Symbol, BookGrade Grade)> Grades { get; } = [];

    public int Changes { get; private set; }

    public Action<OrderBook>? Changed { get; set; }

    public void OnTrade(Trade trade) => Trades.Add(trade);

    public void OnQuote(Quote quote) => Quotes.Add(quote);

    public void OnCandle(Candle candle) => Candles.Add(candle);

    public void OnBook(BookUpdate update) => Books.Add(update.Copy());

    public void OnNotice(VenueNotice notice) => Notices.Add(notice);

    public void OnMalformed(MalformedFrame frame) => Malformed.Add(frame);

    public void OnChanged(OrderBook book)
    {
        Changes++;
        Changed?.Invoke(book);
    }

    public void OnDoubt(OrderBook book, BookDoubt doubt) => Doubts.Add((book.Symbol, doubt));

    public void OnGrade(OrderBook book, BookGrade grade) => Grades.Add((book.Symbol, grade));
}
