namespace Genesis.Trading;

/// <summary>Types of the events that feeds tell the market data manager, and nobody else.</summary>
public static class FeedEvents
{
    /// <summary>Data: <see cref="MarketTrade"/>.</summary>
    public const string Trade = "market.trade";

    /// <summary>Data: <see cref="MarketQuote"/>.</summary>
    public const string Quote = "market.quote";

    /// <summary>Data: <see cref="MarketBook"/>.</summary>
    public const string Book = "market.book";

    /// <summary>Data: <see cref="MarketGap"/>. The market data manager tells it on under this type.</summary>
    public const string Gap = "market.gap";
}
