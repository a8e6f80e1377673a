namespace Genesis.Exchanges;

/// <summary>Takes everything and keeps nothing: where only the books matter.</summary>
public sealed class NullSink : IMarketDataSink
{
    public static readonly NullSink Instance = new();

    public void OnTrade(Trade trade)
    {
    }

    public void OnQuote(Quote quote)
    {
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
}
