using Genesis.Exchanges;
using Genesis.TestKit;
using Genesis.Trading;

namespace Genesis.Tests.Trading;

public sealed class MarketDataManagerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ComponentTestOptions Options = new() { Id = TradingIds.MarketData };

    [Fact]
    public void A_trade_is_told_with_its_price() => ComponentTest.Run<MarketDataManager>(Options, async kit =>
    {
        await Feed(kit, FeedEvents.Trade, new MarketTrade("okx", "BTC-USDT", 30_000.5m, 1, Side.Buy, "7", Noon));

        kit.Told.Select(told => told.Type).ShouldBe([TradingEvents.Trade, TradingEvents.PriceUpdate]);
        kit.Told[1].As<PriceUpdate>().ShouldBe(new PriceUpdate("BTC-USDT", 30_000.5m, 1767268800m));
        kit.Told[1].Options!.ShouldSatisfyAllConditions(options => options.Key.ShouldBe("BTC-USDT"), options => options.Origin.ShouldBe(EventOrigin.Exchange), options => options.Time.ShouldBe(Noon));
    });

    [Fact]
    public void Without_a_trade_the_middle_of_the_quote_is_the_price_and_without_a_quote_that_of_the_book() => ComponentTest.Run<MarketDataManager>(Options, async kit =>
    {
        await Feed(kit, FeedEvents.Book, Book(BookGrade.Sequenced, 9, 11));
        await Feed(kit, FeedEvents.Quote, new MarketQuote("okx", "BTC-USDT", 10, 1, 11, 1, Noon));
        await Feed(kit, FeedEvents.Book, Book(BookGrade.Sequenced, 9, 12));
        await Feed(kit, FeedEvents.Trade, new MarketTrade("okx", "BTC-USDT", 10.8m, 1, Side.Buy, "7", Noon));
        await Feed(kit, FeedEvents.Quote, new MarketQuote("okx", "BTC-USDT", 8, 1, 9, 1, Noon));

        kit.Told.Where(told => told.Type == TradingEvents.PriceUpdate).Select(told => told.As<PriceUpdate>().Price).ShouldBe([10, 10.5m, 10.8m]);
        (await kit.Ask("price", "BTC-USDT")).As<PriceUpdate>().Price.ShouldBe(10.8m);
    });

    [Fact]
    public void A_stale_book_is_told_at_once_and_ahead_of_others() => ComponentTest.Run<MarketDataManager>(Options, async kit =>
    {
        await Feed(kit, FeedEvents.Book, Book(BookGrade.Sequenced, 9, 11));
        await Feed(kit, FeedEvents.Book, Book(BookGrade.Stale, 0, 0) with { Bids = [], Asks = [] }, EventPriority.High);

        var told = kit.Told[^1];
        (told.Type, told.As<MarketBook>().Grade, told.Options!.Priority).ShouldBe((TradingEvents.Book, BookGrade.Stale, EventPriority.High));
        (await kit.Ask(TradingRequests.Summary)).As<MarketSummary>().StaleBooks.ShouldBe(1);
    });

    [Fact]
    public void Gaps_are_told_on() => ComponentTest.Run<MarketDataManager>(Options, async kit =>
    {
        await Feed(kit, FeedEvents.Gap, new MarketGap("okx", "BTC-USDT", "trades", "ConnectionLost", Noon, Noon, 3));
        kit.Told.ShouldHaveSingleItem().As<MarketGap>().Missing.ShouldBe(3);
    });

    private static Task<TellResult> Feed(ComponentKit kit, string type, object data, EventPriority? priority = null) =>
        kit.Tell(type, data, new TellOptions { Key = "BTC-USDT", Origin = EventOrigin.Exchange, Only = TradingIds.MarketData, Time = Noon, Priority = priority });

    private static MarketBook Book(BookGrade grade, decimal bid, decimal ask) => new("okx", "BTC-USDT", grade, [new(bid, 1)], [new(ask, 1)], 1, 2, Noon);
}
