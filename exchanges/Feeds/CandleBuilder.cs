namespace Genesis.Exchanges;

/// <summary>
/// Makes candles from trades, for venues that have none. An interval without trades gives no candle. The first candle is made of the trades
/// since the subscription, not since the interval's start, and is left out.
/// </summary>
internal sealed class CandleBuilder(TimeSpan interval)
{
    private Candle? _open;
    private long _first;

    /// <summary>Trades that came after their interval was closed: in no candle.</summary>
    public long Late { get; private set; }

    /// <summary>Takes a trade.</summary>
    /// <param name="closed">The candle that it ends, if it does.</param>
    /// <returns>The open candle with the trade in it; null if there is none to show.</returns>
    public Candle? Add(Trade trade, out Candle? closed)
    {
        var time = trade.ExchangeTime ?? trade.ReceivedTime;
        var start = time.UtcTicks - (time.UtcTicks % interval.Ticks);
        closed = null;
        if (_first == 0) _first = start;
        if (start < (_open?.OpenTime.UtcTicks ?? _first)) Late++;
        if (start <= _first || start < (_open?.OpenTime.UtcTicks ?? 0)) return null;
        if (_open is { } open && open.OpenTime.UtcTicks == start)
            return _open = open with
            {
                High = Math.Max(open.High, trade.Price),
                Low = Math.Min(open.Low, trade.Price),
                Close = trade.Price,
                Volume = open.Volume + trade.Size,
                ExchangeTime = trade.ExchangeTime,
                ReceivedTime = trade.ReceivedTime,
            };
        closed = Take(trade.ReceivedTime);
        return _open = new Candle(trade.Symbol, new DateTimeOffset(start, TimeSpan.Zero), interval, trade.Price, trade.Price, trade.Price, trade.Price,
            trade.Size, Closed: false, trade.ExchangeTime, trade.ReceivedTime, BuiltFromTrades: true);
    }

    /// <summary>Ends the open candle if its interval is over.</summary>
    public Candle? Close(DateTimeOffset now)
    {
        if (_open is null || now < _open.OpenTime + interval) return null;
        _first = _open.OpenTime.UtcTicks;
        return Take(now);
    }

    private Candle? Take(DateTimeOffset now)
    {
        var candle = _open is null ? null : _open with { Closed = true, ReceivedTime = now };
        _open = null;
        return candle;
    }
}
