namespace Genesis.Trading;

/// <summary>Types of the events of the flow. What begins with <c>order</c>, <c>fill</c> or <c>risk</c> is durable; so are signals.</summary>
public static class TradingEvents
{
    /// <summary>Data: <see cref="MarketTrade"/>. Key: symbol.</summary>
    public const string Trade = "trade";

    /// <summary>Data: <see cref="MarketQuote"/>. Key: symbol.</summary>
    public const string Quote = "quote";

    /// <summary>Data: <see cref="MarketBook"/>. Key: symbol.</summary>
    public const string Book = "book";

    /// <summary>Data: <see cref="PriceUpdate"/>. Key: symbol.</summary>
    public const string PriceUpdate = "price_update";

    /// <summary>Data: <see cref="Trading.Signal"/>. Key: symbol.</summary>
    public const string Signal = "signal";

    /// <summary>Data: <see cref="OrderReport"/>, each time that an order changes. Key: symbol.</summary>
    public const string Order = "order";

    /// <summary>Data: <see cref="Trading.Fill"/>. Key: symbol.</summary>
    public const string Fill = "fill";

    /// <summary>Data: <see cref="RiskNotice"/>: kill switch and limits.</summary>
    public const string Risk = "risk";
}
