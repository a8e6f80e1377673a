using Genesis.Exchanges;
using Genesis.Tests.Trading.Fixture;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Orders;

/// <summary>Orders through exchange manager, risk manager and portfolio, in virtual time.</summary>
public sealed class OrderFlowTests
{
    [Fact]
    public void The_owners_three_fields_suffice() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        var outcome = await host.Ask(TradingIds.Exchange, "execute_trade", Payload.FromJson("""{"symbol":"btc/usdt","side":"BUY","amount":0.5}"""));
        var json = outcome.Value!.ToString();
        json.ShouldStartWith("""{"status":"success","reason":null,"order":{"clientOrderId":""");
        json.ShouldContain("\"symbol\":\"BTC-USDT\",\"side\":\"buy\"");
        var order = outcome.As<OrderAnswer>().Order!;
        (order.Status, order.Filled, order.AveragePrice).ShouldBe((OrderStatus.Filled, 0.5m, 101m));
        order.Certificate.ShouldBe(new DataCertificate(Market.Venue, Market.Btc, 1, 1, BookGrade.Sequenced, order.Certificate!.BookTime, order.CreatedAt));
        (await host.Ask(TradingIds.Exchange, "execute_trade", Payload.FromJson("""{"symbol":"BTC-USDT-SWAP","side":"sell","amount":1}"""))).As<OrderAnswer>()
            .ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe("refused"), answer => answer.Reason!.ShouldContain("spot only"));
        await host.ShouldAddUp();
        host.Orders.Single().Status.ShouldBe(OrderStatus.Filled);
        host.Fills.Single().Price.ShouldBe(101);
    });

    [Fact]
    public void The_same_id_again_is_the_same_order() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        var first = await host.Buy(1, "mine");
        (await host.Buy(1, "mine")).ShouldBe(first);
        (await host.Buy(2, "mine")).Reason!.ShouldContain("belongs to another order");
        var together = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Buy(1, "other")));
        together.Count(static answer => answer.Status == OrderAnswer.Success).ShouldBeGreaterThanOrEqualTo(1);
        together.ShouldAllBe(static answer => answer.Status != OrderAnswer.Refused);
        (await host.Exchange()).Positions.Single().Amount.ShouldBe(2);
        (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = "other" })).Status.ShouldBe("success");
        (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = "none" })).Reason!.ShouldContain("There is no order none");
        await host.ShouldAddUp();
    });

    [Fact]
    public void No_order_is_decided_on_a_book_that_is_missing_stale_unproven_or_old() => OrderHost.Run(async host =>
    {
        (await host.Buy(1)).Reason!.ShouldContain("no book");
        await host.Book(100, grade: BookGrade.Stale);
        (await host.Buy(1)).Reason!.ShouldContain("stale");
        await host.Book(100, grade: BookGrade.Unproven);
        (await host.Buy(1)).Reason!.ShouldContain("MinimumGrade");
        await host.Book(100);
        await host.Delay(5.1);
        (await host.Buy(1)).Reason!.ShouldContain("MaxBookAge");
        await host.Book(100);
        (await host.Buy(1)).Status.ShouldBe("success");
        await host.ShouldAddUp();
        host.Orders.Count(static order => order.Status == OrderStatus.Rejected).ShouldBe(4);
        host.Orders.Where(static order => order.Filled > 0).ShouldAllBe(static order => order.Certificate!.Grade >= BookGrade.Sequenced && order.Certificate.Age < TimeSpan.FromSeconds(5));
    });

    [Fact]
    public void Unproven_books_are_for_those_who_say_so() => OrderHost.Run(
        async host =>
        {
            await host.Book(100, grade: BookGrade.Unproven);
            (await host.Buy(1)).Order!.Certificate!.Grade.ShouldBe(BookGrade.Unproven);
        },
        options => options.Risk.MinimumGrade = BookGrade.Unproven);

    [Fact]
    public void A_certificate_that_is_none_is_refused() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        var good = DataCertificate.Of(Market.Around(100, host.Now), host.Now);
        foreach (var (certificate, reason) in new[]
        {
            (good with { Venue = "other" }, "feed"), (good with { Symbol = "ETH-USDT" }, "certificate"), (good with { Grade = BookGrade.Stale }, "stale"),
            (good with { DecidedAt = host.Now.AddSeconds(1) }, "times"), (good with { BookTime = host.Now.AddSeconds(-9), DecidedAt = host.Now.AddSeconds(-9) }, "old"),
            (good with { LastSequence = 100, BookTime = host.Now.AddMilliseconds(0.5) }, "not come yet"),
        })
        {
            var answer = await host.Ask<OrderAnswer>(TradingIds.Exchange, "execute_trade", new OrderRequest { Symbol = Market.Btc, Side = Side.Buy, Amount = 1, Certificate = certificate });
            answer.Status.ShouldBe("refused", reason);
        }
        (await host.Ask<OrderAnswer>(TradingIds.Exchange, "execute_trade", new OrderRequest { Symbol = Market.Btc, Side = Side.Buy, Amount = 1, Certificate = good })).Order!.Certificate.ShouldBe(good);
    });

    [Fact]
    public void A_limit_order_waits_is_filled_by_trades_and_can_be_cancelled() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        (await host.Buy(2, "a", 99)).Order!.Status.ShouldBe(OrderStatus.Open);
        (await host.Buy(2, "b", 98)).Order!.Status.ShouldBe(OrderStatus.Open);
        (await host.Ask<System.Collections.Immutable.ImmutableArray<OrderReport>>(TradingIds.Exchange, TradingRequests.OpenOrders)).Length.ShouldBe(2);
        await host.Trade(99, 11, Side.Sell);
        var a = await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = "a" });
        (a.Order!.Status, a.Order.Filled).ShouldBe((OrderStatus.PartiallyFilled, 1m));
        (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.Cancel, new OrderQuery { ClientOrderId = "a" })).Order!.Status.ShouldBe(OrderStatus.Cancelled);
        (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.Cancel, new OrderQuery { ClientOrderId = "a" })).Reason!.ShouldContain("cancelled already");
        (await host.Ask<CancelAllAnswer>(TradingIds.Exchange, TradingRequests.CancelAll)).Cancelled.ShouldBe(1);
        await host.ShouldAddUp();
        (await host.Risk()).Reserved.ShouldBe(0);
        (await host.Exchange()).Counts.ShouldBe(new OrderCounts { Orders = 2, Cancelled = 2, Fills = 1 });
    });

    [Fact]
    public void An_order_takes_its_time_to_the_venue_and_meets_the_book_that_is_there_then() => OrderHost.Run(
        async host =>
        {
            await host.Book(100);
            var asked = host.Simulation.Elapsed;
            var buying = host.Buy(1, "a");
            await host.Delay(0.05);
            await host.Book(100.5m);
            // On its way it can be cancelled, and others come through.
            var cancelled = host.Buy(1, "b");
            await host.Settle();
            (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.Cancel, new OrderQuery { ClientOrderId = "b" })).Order!.Status.ShouldBe(OrderStatus.Cancelled);
            var order = (await buying).Order!;
            (order.Status, order.AveragePrice).ShouldBe((OrderStatus.Filled, 101.5m));
            (host.Simulation.Elapsed - asked).ShouldBe(TimeSpan.FromSeconds(0.1));
            (await cancelled).Order!.Filled.ShouldBe(0);
            await host.ShouldAddUp();
        },
        options => options.Paper.Latency = TimeSpan.FromSeconds(0.1));

    [Fact]
    public void Nothing_is_answered_or_told_that_is_not_in_the_store() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        await host.Buy(1, "before");
        await host.Settle();
        host.StoreFault = "The disk is full.";
        var answer = await host.Buy(1, "a");
        (answer.Status, answer.Order!.Status).ShouldBe(("unknown", OrderStatus.Unknown));
        answer.Reason!.ShouldContain("The disk is full.");
        host.Fills.Count.ShouldBe(1);
        // Who asks again under the same id asks what became of it, and orders nothing.
        (await host.Buy(1, "a")).Status.ShouldBe("unknown");
        host.StoreFault = null;
        await host.Delay(3);
        (await host.Buy(1, "a")).ShouldSatisfyAllConditions(again => again.Status.ShouldBe("success"), again => again.Order!.Filled.ShouldBe(1));
        host.Fills.Count.ShouldBe(2);
        await host.Book(100);
        await host.ShouldAddUp();
    });

    [Fact]
    public void While_the_store_does_not_answer_orders_are_taken_up_to_a_bound() => OrderHost.Run(
        async host =>
        {
            await host.Book(100, size: 10_000);
            host.StoreFault = "The disk is full.";
            for (var i = 0; i < 8; i++) await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.Buy(0.01m)));
            (await host.Buy(0.01m)).Reason!.ShouldContain("wait for the store");
            host.StoreFault = null;
            await host.Delay(5);
            await host.Book(100);
            (await host.Buy(0.01m)).Status.ShouldBe("success");
            await host.ShouldAddUp();
        },
        options => (options.Risk.MaxOrdersPerSecond, options.Risk.MaxBookAge) = (10_000, TimeSpan.FromMinutes(1)));

    [Fact]
    public void What_was_not_in_the_store_at_a_kill_never_was() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        await host.Buy(1, "kept");
        host.StoreLatency = TimeSpan.FromSeconds(0.1);
        var buying = host.Buy(1, "lost");
        await host.Settle();
        host.StoreLatency = TimeSpan.Zero;
        await host.KillSilo();
        await host.Book(100);
        (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = "lost" })).Status.ShouldBe("refused");
        (await host.Buy(1, "lost")).Status.ShouldBe("success");
        (await host.Exchange()).Positions.Single().Amount.ShouldBe(2);
        await host.ShouldAddUp();
    });
}
