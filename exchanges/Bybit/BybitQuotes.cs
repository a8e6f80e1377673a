namespace Genesis.Exchanges.Bybit;

/// <summary>Best bid and ask from books of one level. Snapshots are whole; a delta changes the sides it names.</summary>
internal sealed class BybitQuotes
{
    private readonly Dictionary<Symbol, (BookLevel Bid, BookLevel Ask)> _last = [];

    public Quote Next(BookUpdate update)
    {
        var (bid, ask) = update.IsSnapshot ? default : _last.GetValueOrDefault(update.Symbol);
        bid = Best(bid, update.Bids);
        ask = Best(ask, update.Asks);
        _last[update.Symbol] = (bid, ask);
        return new Quote(update.Symbol, bid.Price, bid.Size, ask.Price, ask.Size, update.Header.Last, update.ExchangeTime, update.ReceivedTime);
    }

    private static BookLevel Best(BookLevel best, ReadOnlySpan<BookLevel> changes)
    {
        foreach (var change in changes)
            if (change.Size > 0) best = change;
            else if (change.Price == best.Price) best = default;
        return best;
    }
}
