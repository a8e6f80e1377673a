using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What one or more captures of a venue bring to the flow, moment by moment, through the code that live frames go through.</summary>
public sealed class CaptureItems : IDisposable
{
    private readonly List<CaptureReplay> _replays = [];
    private readonly Taken _taken;

    /// <param name="venue">The venue's name, in the version of its protocol that was recorded.</param>
    /// <param name="captures">Makes what reads each of them: recorded files, or frames in memory.</param>
    /// <param name="depth">Levels of each side of a book.</param>
    /// <param name="only">The symbols to bring; null for all.</param>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public CaptureItems(string venue, IReadOnlyList<CaptureInput> captures, int depth, IReadOnlySet<string>? only = null)
    {
        _taken = new Taken(venue, depth, only);
        foreach (var capture in captures) _replays.Add(capture.Open(VenueCatalog.Create(venue), _taken, _taken));
    }

    /// <summary>When the next frame came; null at the end.</summary>
    public DateTimeOffset? NextTime
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var replay in _replays)
                if (replay.NextTime is { } time && (next is null || time < next)) next = time;
            return next;
        }
    }

    /// <summary>Frames that were read.</summary>
    public long Frames => _replays.Sum(static replay => Enum.GetValues<FrameKind>().Sum(kind => replay.Counts[kind]));

    /// <summary>Frames and lines that could not be read.</summary>
    public long Malformed => _replays.Sum(static replay => replay.Counts[FrameKind.Malformed] + replay.MalformedLines);

    /// <summary>Plays the next moment and gives what it brought, in order.</summary>
    public IReadOnlyList<FeedItem> Next()
    {
        _taken.Items.Clear();
        if (NextTime is { } next)
            foreach (var replay in _replays) replay.RunTo(next);
        return _taken.Items;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var replay in _replays) replay.Dispose();
    }

    private sealed class Taken(string venue, int depth, IReadOnlySet<string>? only) : IMarketDataSink, IBookObserver
    {
        public List<FeedItem> Items { get; } = [];

        public void OnTrade(Trade trade)
        {
            if (IsWanted(trade.Symbol)) Items.Add(FeedItem.Of(venue, trade));
        }

        public void OnQuote(Quote quote)
        {
            if (IsWanted(quote.Symbol)) Items.Add(FeedItem.Of(venue, quote));
        }

        public void OnChanged(OrderBook book) => Add(book);

        public void OnDoubt(OrderBook book, BookDoubt doubt) => Add(book);

        public void OnGrade(OrderBook book, BookGrade grade)
        {
            // Told with the change that made it so.
        }

        public void OnCandle(Candle candle)
        {
        }

        public void OnBook(BookUpdate update)
        {
        }

        public void OnNotice(VenueNotice notice)
        {
        }

        public void OnMalformed(MalformedFrame frame)
        {
        }

        private void Add(OrderBook book)
        {
            if (IsWanted(book.Symbol)) Items.Add(FeedItem.Of(venue, book.Read(depth)));
        }

        private bool IsWanted(Symbol symbol) => only?.Contains(symbol.Name) != false;
    }
}
