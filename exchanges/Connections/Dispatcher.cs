namespace Genesis.Exchanges;

/// <summary>From a link's feed to its consumers: finds the stream of each record and tells its gap first. Runs under the link's lock; consumers are queues.</summary>
internal sealed class Dispatcher(ExchangeConnectionOptions options, ConnectionMetrics metrics, Action<Action<IConnectionObserver>> tell, Action<Lane> bookInNeed)
    : IMarketDataSink, IBookObserver
{
    private readonly Dictionary<StreamAddress, Lane> _lanes = [];

    public IReadOnlyCollection<Lane> Lanes => _lanes.Values;

    public Lane? Find(StreamAddress address) => _lanes.GetValueOrDefault(address);

    public void Add(Lane lane) => _lanes.Add(StreamAddress.Of(lane.Stream), lane);

    public void Remove(Lane lane) => _lanes.Remove(StreamAddress.Of(lane.Stream));

    public void OnTrade(Trade trade)
    {
        if (!_lanes.TryGetValue(StreamAddress.Trades(trade.Symbol), out var lane)) return;
        Deliver(lane, trade, trade.ReceivedTime, trade.Id.IsUuid ? null : (long)trade.Id.Value, counts: true);
    }

    public void OnQuote(Quote quote)
    {
        if (!_lanes.TryGetValue(StreamAddress.Quotes(quote.Symbol), out var lane)) return;
        Deliver(lane, quote, quote.ReceivedTime, quote.Sequence == 0 ? null : quote.Sequence, counts: false);
    }

    public void OnCandle(Candle candle)
    {
        if (!_lanes.TryGetValue(StreamAddress.Candles(candle.Symbol, candle.Interval), out var lane)) return;
        Deliver(lane, candle, candle.ReceivedTime, null, counts: false);
    }

    // Books are told by their state (OnChanged and the others below); this is for consumers that want the changes themselves.
    public void OnBook(BookUpdate update)
    {
    }

    /// <summary>A book took an update: those who want every change get it.</summary>
    public void OnBook(BookUpdate update, OrderBook book, BookOutcome outcome)
    {
        if (outcome is not (BookOutcome.Applied or BookOutcome.Replaced) || !_lanes.TryGetValue(StreamAddress.Book(update.Symbol), out var lane)) return;
        object? item = null;
        foreach (var consumer in lane.Consumers)
        {
            if (consumer.Options.BookEvents != BookEvents.Changes) continue;
            // The snapshot is that of the book after it: changes that were kept for a REST snapshot are in it.
            item ??= outcome == BookOutcome.Applied ? update.ToDelta() : Snapshot(book);
            consumer.Add(item);
        }
    }

    public void OnNotice(VenueNotice notice)
    {
    }

    public void OnMalformed(MalformedFrame frame)
    {
        metrics.Malformed();
        foreach (var lane in _lanes.Values)
            if (lane.Stream.Channel != Channel.Book) lane.OpenGap(GapReason.MalformedFrame);
        tell(observer => observer.OnMalformed(frame));
    }

    public void OnChanged(OrderBook book)
    {
        if (_lanes.TryGetValue(StreamAddress.Book(book.Symbol), out var lane)) Changed(lane, book);
    }

    public void OnDoubt(OrderBook book, BookDoubt doubt)
    {
        if (!_lanes.TryGetValue(StreamAddress.Book(book.Symbol), out var lane)) return;
        lane.GoodSince = 0;
        lane.OpenGap(doubt.Kind == DoubtKind.ConnectionLost ? GapReason.ConnectionLost : GapReason.BookResynced);
        // That it is stale must reach those who hold an older state.
        foreach (var consumer in lane.Consumers)
            if (consumer.Options.BookEvents == BookEvents.States) consumer.AddBook(book);
        bookInNeed(lane);
        tell(observer => observer.OnDoubt(book, doubt));
    }

    public void OnGrade(OrderBook book, BookGrade grade)
    {
    }

    private void Changed(Lane lane, OrderBook book)
    {
        if (lane.GoodSince == 0) lane.GoodSince = Math.Max(1, options.Time.GetTimestamp());
        var gap = lane.Note(options.Time.GetUtcNow(), book.LastSequence, counts: false);
        if (gap is not null)
        {
            metrics.Resynced();
            Tell(lane, gap);
        }
        foreach (var consumer in lane.Consumers)
            if (consumer.Options.BookEvents == BookEvents.States) consumer.AddBook(book);
    }

    private void Deliver(Lane lane, object item, DateTimeOffset received, long? number, bool counts)
    {
        if (lane.Note(received, number, counts) is { } gap) Tell(lane, gap);
        foreach (var consumer in lane.Consumers) consumer.Add(item);
    }

    private void Tell(Lane lane, StreamGap gap)
    {
        metrics.Gap(gap.Reason);
        foreach (var consumer in lane.Consumers) consumer.Add(gap);
        tell(observer => observer.OnGap(gap));
    }

    private static BookSnapshot Snapshot(OrderBook book)
    {
        var view = book.Read();
        return new BookSnapshot(view.Symbol, view.Bids, view.Asks, view.LastSequence, view.ExchangeTime, view.ReceivedTime);
    }
}
