namespace Genesis.Exchanges;

/// <summary>What one frame contains, collected before any of it is handed on: a frame that turns out malformed half-way leaves nothing behind.</summary>
internal sealed class FrameContent
{
    public List<Trade> Trades { get; } = [];

    public List<Quote> Quotes { get; } = [];

    public List<Candle> Candles { get; } = [];

    public BookUpdate Book { get; } = new();

    public bool HasBook { get; private set; }

    public VenueNotice? Notice { get; set; }

    /// <summary>The frame's one book update, to be filled.</summary>
    public BookUpdate BeginBook()
    {
        if (HasBook) throw new FormatException("two books in one frame");
        HasBook = true;
        Book.Clear();
        return Book;
    }

    /// <summary>Takes the book back: its levels were those of a quote.</summary>
    public void DropBook() => HasBook = false;

    public void Clear()
    {
        Trades.Clear();
        Quotes.Clear();
        Candles.Clear();
        HasBook = false;
        Notice = null;
    }

    public void HandTo(IMarketDataSink sink)
    {
        foreach (var trade in Trades) sink.OnTrade(trade);
        foreach (var quote in Quotes) sink.OnQuote(quote);
        foreach (var candle in Candles) sink.OnCandle(candle);
        if (HasBook) sink.OnBook(Book);
        if (Notice is not null) sink.OnNotice(Notice);
    }
}
