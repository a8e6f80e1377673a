namespace Genesis.Exchanges;

/// <summary>What comes in: from the socket that counts, or from two at a planned cut, to the feed.</summary>
internal sealed partial class Link
{
    private readonly Forward _forward;

    /// <summary>Takes a frame. One at a time, whichever socket it came from.</summary>
    public FrameKind Take(IFrameParser parser, ReadOnlySpan<byte> frame, DateTimeOffset received, Wire wire)
    {
        FrameKind kind;
        lock (_gate) kind = parser.Parse(frame, received, wire);
        if (!_untold.IsEmpty) TellAll();
        return kind;
    }

    public void OnTrade(Wire wire, Trade trade)
    {
        if (Crossing(wire) is { } handover) handover.OnTrade(wire, trade);
        // A venue's greeting may repeat the last trade, which came before a break.
        else if (wire == _wire && Recent(trade.Symbol).Add(trade.Id)) _feed.OnTrade(trade);
    }

    public void OnQuote(Wire wire, Quote quote)
    {
        if (Crossing(wire) is { } handover) handover.OnQuote(wire, quote);
        else if (wire == _wire) _feed.OnQuote(quote);
    }

    public void OnCandle(Wire wire, Candle candle)
    {
        if (Crossing(wire) is { } handover) handover.OnCandle(wire, candle);
        else if (wire == _wire) _feed.OnCandle(candle);
    }

    public void OnBook(Wire wire, BookUpdate update)
    {
        if (Crossing(wire) is { } handover) handover.OnBook(wire, update);
        else if (wire == _wire) ToBook(update);
    }

    public void OnMalformed(Wire wire, MalformedFrame frame)
    {
        _log.MalformedFrame(Name, frame.Problem, frame.Beginning);
        if (wire == _wire || _handover is not null) _feed.OnMalformed(frame);
    }

    public void OnNotice(Wire wire, VenueNotice notice)
    {
        switch (notice.Kind)
        {
            case NoticeKind.Subscribed:
                Confirm(wire, wire.Subscriptions.Answer(notice));
                break;
            case NoticeKind.Rejected:
                Reject(wire, wire.Subscriptions.Answer(notice), notice.Text);
                break;
            case NoticeKind.Ping:
                if (!notice.Reply.IsEmpty) wire.Send(notice.Reply);
                break;
            case NoticeKind.Closing:
                if (wire == _wire) _renewNow = true;
                break;
            case NoticeKind.Error:
                _log.VenueError(Name, notice.Text);
                break;
        }
    }

    public void WireFailed(Exception problem) => _log.WireFailed(Name, problem.Message);

    // A socket of an earlier planned cut may still be saying goodbye: it has no part in this one.
    private Handover? Crossing(Wire wire) => _handover is { } handover && (wire == handover.Old || wire == handover.Successor) ? handover : null;

    private void ToBook(BookUpdate update)
    {
        if (_feed.Book(update.Symbol) is not { } book) _feed.OnBook(update);
        else _dispatcher.OnBook(update, book, book.Apply(update));
    }

    private RecentTrades Recent(Symbol symbol)
    {
        if (!_trades.TryGetValue(symbol, out var recent)) _trades[symbol] = recent = new RecentTrades();
        return recent;
    }

    private void Confirm(Wire wire, IReadOnlyList<StreamKey> carriers)
    {
        if (wire == _handover?.Successor || wire != _wire) return;
        foreach (var lane in _dispatcher.Lanes)
        {
            if (!carriers.Contains(lane.Carrier)) continue;
            lane.Confirmed = true;
            lane.Answered(true);
            // A pushed snapshot is on its way already; one by REST is to be asked for.
            if (lane.Stream.Channel == Channel.Book)
                lane.ResyncAt = Options.Time.GetTimestamp() + (Venue.BookRule(lane.Stream).Snapshots == SnapshotSource.Rest ? 0 : SnapshotPatience);
        }
        _doubts.Release();
        if (wire.Subscriptions.Waiting == 0 && _life.TryMove(LinkState.Live)) Tell(observer => observer.OnState(Name, LinkState.Live, ""));
    }

    private void Reject(Wire wire, IReadOnlyList<StreamKey> carriers, string reason)
    {
        if (wire != _wire) return;
        if (carriers.Count > 1)
        {
            // One of them is the reason; asked for one by one, the others come.
            wire.Subscribe(carriers, alone: true);
            return;
        }
        foreach (var lane in _dispatcher.Lanes.Where(lane => carriers.Contains(lane.Carrier)))
        {
            // What the venue accepted before is asked for again; what it never accepted is for the caller to decide.
            if (lane.First is { IsCompleted: true, Result: true })
                lane.RetryAt = Options.Time.GetTimestamp() + (long)((lane.Resyncs.Next().TotalSeconds + 1) * Options.Time.TimestampFrequency);
            lane.Answered(false);
            var stream = lane.Stream;
            _log.Rejected(Name, stream.Name, reason);
            Tell(observer => observer.OnRejected(stream, reason));
        }
        if (wire.Subscriptions.Waiting == 0 && _life.TryMove(LinkState.Live)) Tell(observer => observer.OnState(Name, LinkState.Live, reason));
    }

    /// <summary>Where a handover puts what is to be delivered.</summary>
    private sealed class Forward(Link link) : IMarketDataSink
    {
        public void OnTrade(Trade trade) => link._feed.OnTrade(trade);

        public void OnQuote(Quote quote) => link._feed.OnQuote(quote);

        public void OnCandle(Candle candle) => link._feed.OnCandle(candle);

        public void OnBook(BookUpdate update) => link.ToBook(update);

        public void OnNotice(VenueNotice notice)
        {
        }

        public void OnMalformed(MalformedFrame frame)
        {
        }
    }
}
