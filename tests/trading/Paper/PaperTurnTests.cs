using Genesis.Exchanges;
using Genesis.Trading;
using static Genesis.Tests.Trading.Fixture.Market;

namespace Genesis.Tests.Trading.Paper;

/// <summary>What the paper exchange does with an order, a book, a trade.</summary>
public sealed class PaperTurnTests
{
    private readonly PaperOptions _options = new() { MakerFee = 0.0008m, TakerFee = 0.001m };
    private readonly List<Fill> _fills = [];
    private PaperState _state = PaperState.Empty;

    [Fact]
    public void A_market_order_walks_the_displayed_levels()
    {
        var order = Place(Order("a", Side.Buy, 2.5m), Around(100));
        (order.Status, order.Filled, order.Fees).ShouldBe((OrderStatus.Filled, 2.5m, 0.2545m));
        _fills.Select(static fill => (fill.Price, fill.Amount, fill.IsMaker)).ShouldBe([(101m, 1m, false), (102m, 1m, false), (103m, 0.5m, false)]);
        order.AveragePrice.ShouldBe(101.8m);
        _state.Cash["USDT"].ShouldBe(1_000_000m - 254.5m - 0.2545m);
    }

    [Fact]
    public void What_was_taken_stays_taken_until_the_level_changes()
    {
        Place(Order("a", Side.Buy, 1.5m), Around(100));
        Place(Order("b", Side.Buy, 1m), Around(100)).AveragePrice.ShouldBe(102.5m);
        Turn(turn => turn.OnBook(Around(100)));
        Place(Order("c", Side.Buy, 1m), Around(100)).AveragePrice.ShouldBe(103.5m);
        var changed = Book([(99, 1)], [(101, 2), (102, 1), (103, 1), (104, 1)]);
        Turn(turn => turn.OnBook(changed));
        Place(Order("d", Side.Buy, 2m), changed).AveragePrice.ShouldBe(101m);
    }

    [Fact]
    public void A_market_order_for_more_than_is_displayed_ends_with_what_there_was()
    {
        var order = Place(Order("a", Side.Buy, 10), Around(100));
        (order.Status, order.Filled).ShouldBe((OrderStatus.Cancelled, 5m));
        order.Reason.ShouldNotBeNull().ShouldContain("5 were left");
    }

    [Fact]
    public void A_market_order_goes_no_further_than_was_approved()
    {
        var order = Place(Order("a", Side.Buy, 3) with { Worst = 102 }, Around(100));
        (order.Status, order.Filled).ShouldBe((OrderStatus.Cancelled, 2m));
    }

    [Fact]
    public void A_limit_order_waits_behind_what_is_displayed_and_only_trades_shorten_that()
    {
        Place(Order("a", Side.Buy, 1, 99), Around(100, size: 3)).Status.ShouldBe(OrderStatus.Open);
        Turn(turn => turn.OnTrade(Trade(99, 2, Side.Sell))).Fills.ShouldBeEmpty();
        // That others have left the queue does not bring it forward.
        Turn(turn => turn.OnBook(Around(100, size: 0.1m))).Fills.ShouldBeEmpty();
        Turn(turn => turn.OnTrade(Trade(99, 1, Side.Buy))).Fills.ShouldBeEmpty();
        Turn(turn => turn.OnTrade(Trade(99, 1.4m, Side.Sell))).Fills.Single().Amount.ShouldBe(0.4m);
        var last = Turn(turn => turn.OnTrade(Trade(99, 5, Side.Sell)));
        (last.Fills.Single().Amount, last.Fills.Single().IsMaker, last.Changed.Single().Status).ShouldBe((0.6m, true, OrderStatus.Filled));
        _state.Open.ShouldBeEmpty();
    }

    [Fact]
    public void A_trade_beyond_its_price_fills_a_limit_order_up_to_the_trades_size()
    {
        Place(Order("a", Side.Buy, 1, 99), Around(100, size: 3));
        Turn(turn => turn.OnTrade(Trade(98, 0.3m, Side.Sell))).Fills.Single().ShouldSatisfyAllConditions(fill => fill.Price.ShouldBe(99), fill => fill.Amount.ShouldBe(0.3m));
    }

    [Fact]
    public void Orders_share_a_trade_best_price_first_then_first_come()
    {
        var book = Book([(90, 1)], [(110, 1)]);
        foreach (var (id, price) in new[] { ("low", 99m), ("first", 100m), ("second", 100m) }) Place(Order(id, Side.Buy, 1, price), book);
        Turn(turn => turn.OnTrade(Trade(98, 2.5m, Side.Sell))).Fills.Select(static fill => (fill.ClientOrderId, fill.Amount)).ShouldBe([("first", 1m), ("second", 1m), ("low", 0.5m)]);
    }

    [Fact]
    public void A_price_deeper_than_what_is_displayed_has_an_unknown_queue_until_it_is()
    {
        Place(Order("a", Side.Buy, 1, 90), Around(100));
        Turn(turn => turn.OnTrade(Trade(90, 100, Side.Sell))).Fills.ShouldBeEmpty();
        Turn(turn => turn.OnBook(Book([(91, 1), (90, 2)], [(92, 1)])));
        Turn(turn => turn.OnTrade(Trade(90, 2.5m, Side.Sell))).Fills.Single().Amount.ShouldBe(0.5m);
    }

    [Fact]
    public void A_book_that_runs_into_a_waiting_order_fills_it_at_its_own_price()
    {
        Place(Order("a", Side.Buy, 2, 99), Around(100));
        var turn = Turn(turn => turn.OnBook(Book([(97, 1)], [(98, 1.5m), (100, 5)])));
        turn.Fills.Single().ShouldSatisfyAllConditions(fill => fill.Price.ShouldBe(99), fill => fill.Amount.ShouldBe(1.5m), fill => fill.IsMaker.ShouldBeTrue());
        // The same level again is consumed.
        Turn(turn => turn.OnBook(Book([(97, 1)], [(98, 1.5m), (100, 5)]))).Fills.ShouldBeEmpty();
    }

    [Fact]
    public void A_stale_book_fills_nothing()
    {
        Place(Order("a", Side.Buy, 2, 99), Around(100));
        Turn(turn => turn.OnBook(Around(90, grade: BookGrade.Stale))).Fills.ShouldBeEmpty();
    }

    [Fact]
    public void Ioc_takes_what_there_is_fok_all_or_nothing_and_post_only_nothing_at_all()
    {
        Place(Order("ioc", Side.Buy, 3, 102, TimeInForce.Ioc), Around(100)).ShouldSatisfyAllConditions(order => order.Status.ShouldBe(OrderStatus.Cancelled), order => order.Filled.ShouldBe(2));
        _state = PaperState.Empty;
        Place(Order("fok", Side.Buy, 3, 102, TimeInForce.Fok), Around(100)).ShouldSatisfyAllConditions(order => order.Status.ShouldBe(OrderStatus.Cancelled), order => order.Filled.ShouldBe(0));
        Place(Order("fok2", Side.Buy, 2, 102, TimeInForce.Fok), Around(100)).Status.ShouldBe(OrderStatus.Filled);
        Place(Order("post", Side.Buy, 1, 105, postOnly: true), Around(100)).Status.ShouldBe(OrderStatus.Rejected);
        Place(Order("post2", Side.Buy, 1, 99, postOnly: true), Around(100)).Status.ShouldBe(OrderStatus.Open);
    }

    [Fact]
    public void There_is_no_short_selling_and_no_credit()
    {
        Place(Order("a", Side.Sell, 1), Around(100)).Reason.ShouldNotBeNull().ShouldContain("short");
        Place(Order("b", Side.Buy, 2), Around(100));
        Place(Order("c", Side.Sell, 1.5m, 150), Around(100)).Status.ShouldBe(OrderStatus.Open);
        // What is offered already cannot be offered again.
        Place(Order("d", Side.Sell, 1), Around(100)).Status.ShouldBe(OrderStatus.Rejected);
        Place(Order("e", Side.Sell, 0.5m), Around(100)).Status.ShouldBe(OrderStatus.Filled);
        _options.Cash["EUR"] = 150;
        Place(Order("f", Side.Buy, 1, 99, symbol: "BTC-EUR"), Around(100, symbol: "BTC-EUR")).Status.ShouldBe(OrderStatus.Open);
        Place(Order("g", Side.Buy, 1, 99, symbol: "BTC-EUR"), Around(100, symbol: "BTC-EUR")).Reason.ShouldNotBeNull().ShouldContain("insufficient cash");
        Turn(turn => turn.Cancel("f", "test"));
        Place(Order("h", Side.Buy, 1, 99, symbol: "BTC-EUR"), Around(100, symbol: "BTC-EUR")).Status.ShouldBe(OrderStatus.Open);
    }

    [Fact]
    public void Reduce_only_never_buys() => Place(Order("a", Side.Buy, 1, reduceOnly: true), Around(100)).Status.ShouldBe(OrderStatus.Rejected);

    private OrderReport Place(PaperOrder order, MarketBook book)
    {
        OrderReport? report = null;
        Turn(turn => report = turn.Place(order, book));
        return report!;
    }

    private PaperTurn Turn(Action<PaperTurn> step)
    {
        var turn = new PaperTurn(_state, _options, Start);
        step(turn);
        _state = turn.State;
        _fills.AddRange(turn.Fills);
        return turn;
    }
}
