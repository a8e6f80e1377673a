namespace Genesis.Exchanges;

/// <summary>Opens in a replay what the recorded client had subscribed.</summary>
internal sealed class ReplaySink(IVenue venue, FeedState state) : IMarketDataSink
{
    private readonly Dictionary<Symbol, StreamKey> _books = [];

    /// <summary>Opens the streams that an address names: <c>…?streams=btcusdt@depth/btcusdt@trade</c>.</summary>
    public void OpenFromUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) return;
        foreach (var name in Query(address, "streams").Split('/', StringSplitOptions.RemoveEmptyEntries)) Open(name);
    }

    /// <summary>The book stream of a REST snapshot's address.</summary>
    public StreamKey? StreamOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) return null;
        var name = Query(address, "symbol") is { Length: > 0 } symbol ? symbol : Query(address, "instId");
        if (name.Length == 0) return null;
        try
        {
            return OpenBook(venue.Symbols.Resolve(name));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public void OnTrade(Trade trade) => state.OnTrade(trade);

    public void OnQuote(Quote quote) => state.OnQuote(quote);

    public void OnCandle(Candle candle) => state.OnCandle(candle);

    public void OnBook(BookUpdate update)
    {
        if (!_books.ContainsKey(update.Symbol)) OpenBook(update.Symbol);
        state.OnBook(update);
    }

    public void OnNotice(VenueNotice notice)
    {
        if (notice is { Kind: NoticeKind.Subscribed, Stream: not null }) Open(notice.Stream);
        state.OnNotice(notice);
    }

    public void OnMalformed(MalformedFrame frame) => state.OnMalformed(frame);

    private void Open(string name)
    {
        try
        {
            var stream = venue.ParseStream(Uri.UnescapeDataString(name));
            if (stream.Channel == Channel.Book) _books.TryAdd(stream.Symbol, stream);
            state.Open(stream);
        }
        catch (ArgumentException)
        {
            // A stream of a kind that is not kept here: its frames are counted as unknown.
        }
    }

    private StreamKey OpenBook(Symbol symbol)
    {
        if (_books.TryGetValue(symbol, out var stream)) return stream;
        stream = venue.Stream(Channel.Book, symbol.VenueName);
        _books.Add(symbol, stream);
        state.Open(stream);
        return stream;
    }

    private static string Query(Uri address, string field)
    {
        foreach (var part in address.Query.TrimStart('?').Split('&'))
            if (part.StartsWith(field + "=", StringComparison.Ordinal)) return Uri.UnescapeDataString(part[(field.Length + 1)..]);
        return "";
    }
}
