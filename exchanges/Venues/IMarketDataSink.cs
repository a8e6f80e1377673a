namespace Genesis.Exchanges;

/// <summary>Where a parser puts what it read, on the thread that parses and in the order of the frames.</summary>
public interface IMarketDataSink
{
    void OnTrade(Trade trade);

    void OnQuote(Quote quote);

    void OnCandle(Candle candle);

    /// <param name="update">Valid during the call only.</param>
    void OnBook(BookUpdate update);

    void OnNotice(VenueNotice notice);

    void OnMalformed(MalformedFrame frame);
}
