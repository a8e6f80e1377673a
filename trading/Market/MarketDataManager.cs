using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>
/// Takes what the feeds bring and tells it to whoever subscribed: <c>trade</c>, <c>quote</c>, <c>book</c>, <c>price_update</c>, and gaps. Answers <c>summary</c>,
/// <c>price</c> and <c>book</c> (data: a symbol). It keeps nothing: after a restart the feeds bring the present again.
/// </summary>
public sealed class MarketDataManager : Component
{
    private readonly Dictionary<string, LastPrice> _prices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MarketBook> _books = new(StringComparer.Ordinal);
    private long _trades;
    private long _quotes;
    private long _bookStates;
    private long _stale;
    private long _gaps;

    /// <inheritdoc/>
    protected override ValueTask<object?> OnRequest(ComponentRequest request) => request.Type switch
    {
        TradingRequests.Summary => new(Summary()),
        "price" => new(_prices.TryGetValue(request.Data.As<string>(), out var price) && price.Price is not null ? price.Told(request.Data.As<string>()) : null),
        "book" => new(_books.GetValueOrDefault(request.Data.As<string>())),
        _ => new(ComponentRequest.Unknown),
    };

    /// <inheritdoc/>
    protected override ValueTask OnExchangeEvent(ComponentEvent happened)
    {
        switch (happened.Type)
        {
            case FeedEvents.Trade:
                _trades++;
                return Pass(happened, happened.Data.As<MarketTrade>());
            case FeedEvents.Quote:
                _quotes++;
                return Pass(happened, happened.Data.As<MarketQuote>());
            case FeedEvents.Book:
                _bookStates++;
                return Pass(happened, happened.Data.As<MarketBook>());
            case FeedEvents.Gap:
                _gaps++;
                return Pass(happened, FeedEvents.Gap, null);
            default:
                return default;
        }
    }

    private ValueTask Pass(ComponentEvent happened, MarketTrade trade)
    {
        var price = _prices[trade.Symbol] = LastPrice.Of(trade);
        return Pass(happened, TradingEvents.Trade, price.Told(trade.Symbol));
    }

    private ValueTask Pass(ComponentEvent happened, MarketQuote quote)
    {
        var before = _prices.GetValueOrDefault(quote.Symbol);
        var price = _prices[quote.Symbol] = before.After(quote);
        return Pass(happened, TradingEvents.Quote, price == before ? null : price.Told(quote.Symbol));
    }

    private ValueTask Pass(ComponentEvent happened, MarketBook book)
    {
        var wasGood = _books.TryGetValue(book.Symbol, out var old) && old.Grade != BookGrade.Stale;
        if (wasGood && book.Grade == BookGrade.Stale) _stale++;
        _books[book.Symbol] = book;
        var before = _prices.GetValueOrDefault(book.Symbol);
        var price = _prices[book.Symbol] = before.After(book);
        return Pass(happened, TradingEvents.Book, price == before ? null : price.Told(book.Symbol));
    }

    // The payload goes on as it came: nothing is copied.
    private ValueTask Pass(ComponentEvent happened, string type, PriceUpdate? price)
    {
        var options = new TellOptions { Key = happened.Key, Origin = EventOrigin.Exchange, Time = happened.Time, Priority = happened.Priority > EventPriority.Normal ? happened.Priority : null };
        var told = Context.Tell(type, happened.Data, options);
        if (price is null) return told.IsCompletedSuccessfully ? default : Wait(told);
        var second = Context.Tell(TradingEvents.PriceUpdate, price, options with { Priority = null });
        return told.IsCompletedSuccessfully && second.IsCompletedSuccessfully ? default : Wait(told, second);
    }

    private static async ValueTask Wait(ValueTask<TellResult> told) => await told;

    private static async ValueTask Wait(ValueTask<TellResult> told, ValueTask<TellResult> second)
    {
        await told;
        await second;
    }

    private MarketSummary Summary() => new(
        _trades, _quotes, _bookStates, _stale, _gaps,
        [.. _prices.Where(static pair => pair.Value.Price is not null).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value.Told(pair.Key))]);
}
