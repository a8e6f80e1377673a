namespace Genesis.Exchanges;

/// <summary>
/// Two sockets bring the same streams for a while: the old one goes on, the new one's items wait until the numbers show that they continue
/// what the old one brought; from there on the new one counts. Streams without numbers go over with the new socket's first item (a book:
/// its snapshot). Runs under the link's lock.
/// </summary>
/// <param name="forward">Takes what is to be delivered, in order.</param>
internal sealed class Handover(Wire old, Wire successor, FeedState feed, TimeProvider time, Func<Symbol, RecentTrades> recent, IMarketDataSink forward)
{
    private const int MostWaiting = 10_000;
    private readonly Dictionary<StreamAddress, Crossing> _crossings = [];
    private readonly long _began = time.GetTimestamp();

    public Wire Old => old;

    public Wire Successor => successor;

    public TimeSpan Age => time.GetElapsedTime(_began);

    public bool HasCrossed(StreamAddress address) => Of(address).Done;

    public void OnTrade(Wire wire, Trade trade)
    {
        var crossing = Of(StreamAddress.Trades(trade.Symbol));
        var seen = recent(trade.Symbol);
        if (crossing.Done)
        {
            if (wire == successor) Pass(crossing, trade, seen);
        }
        else if (wire == old)
        {
            Pass(crossing, trade, seen);
            // The new socket has this one too: what it brought after it comes next.
            if (crossing.Trades.Exists(waiting => waiting.Id == trade.Id)) Release(crossing, seen);
        }
        else
        {
            crossing.Trades.Add(trade);
            if (seen.Contains(trade.Id) || crossing.Trades.Count > MostWaiting) Release(crossing, seen);
        }
    }

    public void OnBook(Wire wire, BookUpdate update)
    {
        var crossing = Of(StreamAddress.Book(update.Symbol));
        var book = feed.Book(update.Symbol);
        if (crossing.Done)
        {
            // Until it is past what the old socket brought, the new one repeats it.
            if (wire != successor) return;
            if (crossing.Behind && book?.Judge(update) == BookVerdict.Ignore) crossing.Dropped++;
            else
            {
                crossing.Behind = false;
                forward.OnBook(update);
            }
        }
        else if (wire == old)
        {
            forward.OnBook(update);
            Join(crossing, book);
        }
        else if (update.Header.Last == 0)
        {
            if (!update.IsSnapshot) return;
            Finish(crossing, merged: false);
            forward.OnBook(update);
        }
        else
        {
            crossing.Updates.Enqueue(update.Copy());
            if (crossing.Updates.Count > MostWaiting) Release(crossing);
            else Join(crossing, book);
        }
    }

    public void OnQuote(Wire wire, Quote quote)
    {
        var crossing = Of(StreamAddress.Quotes(quote.Symbol));
        var isNew = quote.Sequence == 0 || quote.Sequence > crossing.LastQuote;
        if (wire == successor && !crossing.Done && isNew) Finish(crossing, merged: quote.Sequence != 0);
        if (crossing.Done != (wire == successor)) return;
        if (!isNew)
        {
            crossing.Dropped++;
            return;
        }
        crossing.LastQuote = quote.Sequence;
        forward.OnQuote(quote);
    }

    public void OnCandle(Wire wire, Candle candle)
    {
        var crossing = Of(StreamAddress.Candles(candle.Symbol, candle.Interval));
        if (wire == successor && !crossing.Done) Finish(crossing, merged: false);
        if (crossing.Done == (wire == successor)) forward.OnCandle(candle);
    }

    /// <summary>Ends it: whatever still waits is delivered, and what is told of each stream is how it went over.</summary>
    public IEnumerable<StreamOverlap> End(IEnumerable<StreamKey> streams)
    {
        foreach (var (address, crossing) in _crossings.ToList())
            if (!crossing.Done && address.Channel == Channel.Book) Release(crossing);
            else if (!crossing.Done) Release(crossing, recent(address.Symbol));
        return streams.Select(stream => Of(StreamAddress.Of(stream)) is var crossing && crossing.Done
            ? new StreamOverlap(stream, crossing.Merged, crossing.Length, crossing.Dropped)
            : new StreamOverlap(stream, true, Age, 0)).ToList();
    }

    private Crossing Of(StreamAddress address)
    {
        if (!_crossings.TryGetValue(address, out var crossing)) _crossings[address] = crossing = new Crossing();
        return crossing;
    }

    private void Pass(Crossing crossing, Trade trade, RecentTrades seen)
    {
        if (seen.Add(trade.Id)) forward.OnTrade(trade);
        else crossing.Dropped++;
    }

    private void Release(Crossing crossing, RecentTrades seen)
    {
        Finish(crossing, merged: true);
        foreach (var trade in crossing.Trades) Pass(crossing, trade, seen);
        crossing.Trades.Clear();
    }

    // Goes over as soon as what waits is level with the book, or continues it.
    private void Join(Crossing crossing, OrderBook? book)
    {
        if (book is null || book.Grade == BookGrade.Stale)
        {
            Release(crossing);
            return;
        }
        while (crossing.Updates.TryPeek(out var next))
        {
            var covered = next.IsSnapshot ? next.Header.Last <= book.LastSequence : book.Judge(next) == BookVerdict.Ignore;
            if (covered)
            {
                crossing.Updates.Dequeue();
                crossing.Dropped++;
                crossing.Level = true;
                continue;
            }
            // Ahead of the book: the old socket has not brought yet what lies between.
            if (next.IsSnapshot || book.Judge(next) != BookVerdict.Apply) return;
            Release(crossing);
            return;
        }
        if (crossing.Level) Release(crossing);
    }

    private void Release(Crossing crossing)
    {
        Finish(crossing, merged: true);
        crossing.Behind = crossing.Updates.Count == 0;
        foreach (var update in crossing.Updates) forward.OnBook(update);
        crossing.Updates.Clear();
    }

    private void Finish(Crossing crossing, bool merged)
    {
        crossing.Done = true;
        crossing.Merged = merged;
        crossing.Length = Age;
    }

    private sealed class Crossing
    {
        public List<Trade> Trades { get; } = [];

        public Queue<BookUpdate> Updates { get; } = new();

        public bool Done { get; set; }

        public bool Merged { get; set; }

        public bool Level { get; set; }

        public bool Behind { get; set; }

        public long Dropped { get; set; }

        public long LastQuote { get; set; }

        public TimeSpan Length { get; set; }
    }
}
