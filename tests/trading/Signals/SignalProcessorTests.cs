using Genesis.Exchanges;
using Genesis.TestKit;
using Genesis.Trading;

namespace Genesis.Tests.Trading;

public sealed class SignalProcessorTests
{
    private static readonly ComponentTestOptions Options = new()
    {
        Id = TradingIds.Signals,
        Subscriptions = { TradingEvents.Signal, TradingEvents.Order },
        Configuration = { ["Genesis:Events:Types:signal:Durable"] = "true" },
    };

    [Fact]
    public void A_signal_that_risk_allows_and_the_venue_takes_is_accepted() => Run(async kit =>
    {
        kit.Other(TradingIds.Exchange).Answers(TradingRequests.ExecuteTrade, new OrderAnswer(OrderAnswer.Success, null, null));
        await Signal(kit);

        var order = kit.Asked.Single(asked => asked.Type == TradingRequests.ExecuteTrade).As<OrderRequest>();
        (order.ClientOrderId, order.Symbol, order.Side, order.Amount, order.Strategy).ShouldBe(("sma-1.1", "BTC-USDT", Side.Buy, 0.5m, "sma"));
        await Balances(kit, accepted: 1);
    });

    [Fact]
    public void What_risk_refuses_never_reaches_the_exchange() => Run(async kit =>
    {
        kit.Other(TradingIds.Risk).Answers(TradingRequests.CheckSignal, new SignalVerdict(false, "the position is full"));
        await Signal(kit);

        kit.Asked.ShouldNotContain(asked => asked.Target == TradingIds.Exchange);
        var summary = await Balances(kit, refused: 1);
        summary.Reasons.ShouldContainKeyAndValue("the position is full", 1);
    });

    [Fact]
    public void A_timeout_is_asked_about_and_the_order_is_not_sent_again() => Run(async kit =>
    {
        var exchange = kit.Other(TradingIds.Exchange).IsSilent(TradingRequests.ExecuteTrade).Answers(TradingRequests.OrderStatus, new OrderAnswer(OrderAnswer.Success, null, Order(OrderStatus.Filled)));
        await Signal(kit);
        await kit.Advance(TimeSpan.FromSeconds(3));

        exchange.WasAsked.Count(asked => asked.Type == TradingRequests.ExecuteTrade).ShouldBe(1);
        await Balances(kit, accepted: 1);
    });

    [Fact]
    public void While_nobody_knows_it_is_unsettled_and_an_order_event_settles_it() => Run(async kit =>
    {
        kit.Other(TradingIds.Exchange).IsSilent(TradingRequests.ExecuteTrade).IsSilent(TradingRequests.OrderStatus);
        await Signal(kit);
        await kit.Advance(TimeSpan.FromSeconds(4));
        kit.State<SignalsState>().Unsettled.Count.ShouldBe(1);

        await kit.Tell(TradingEvents.Order, Order(OrderStatus.Open));

        await Balances(kit, accepted: 1);
    });

    [Fact]
    public void An_order_that_nobody_has_heard_of_for_long_is_refused() => Run(async kit =>
    {
        var exchange = kit.Other(TradingIds.Exchange).IsSilent(TradingRequests.ExecuteTrade).Answers(TradingRequests.OrderStatus, new OrderAnswer(OrderAnswer.Unknown, "no such order", null));
        await Signal(kit);
        await kit.Advance(TimeSpan.FromSeconds(10));

        await Balances(kit, refused: 1);
        exchange.WasAsked.Count(asked => asked.Type == TradingRequests.ExecuteTrade).ShouldBe(1);
    });

    [Fact]
    public void A_signal_handled_half_before_a_kill_is_asked_about_first() => Run(async kit =>
    {
        var exchange = kit.Other(TradingIds.Exchange).IsSilent(TradingRequests.ExecuteTrade);
        await Signal(kit);
        exchange.Answers(TradingRequests.OrderStatus, new OrderAnswer(OrderAnswer.Success, null, Order(OrderStatus.Filled)));
        await kit.Kill();
        await kit.Advance(TimeSpan.FromSeconds(1));

        exchange.WasAsked.Count(asked => asked.Type == TradingRequests.ExecuteTrade).ShouldBe(1);
        await Balances(kit, accepted: 1);
    });

    [Fact]
    public void An_exchange_manager_that_is_down_refuses() => Run(async kit =>
    {
        kit.Other(TradingIds.Exchange).Is(Lifecycle.Recovering);
        await Signal(kit);
        await Balances(kit, refused: 1);
    });

    private static void Run(Func<ComponentKit, Task> test) => ComponentTest.Run<SignalProcessor>(Options, async kit =>
    {
        kit.Other(TradingIds.Risk).Answers(TradingRequests.CheckSignal, SignalVerdict.Allow);
        // What was told in the moment of the start might be from the life before.
        await kit.Advance(TimeSpan.FromSeconds(1));
        await test(kit);
    });

    private static Task<TellResult> Signal(ComponentKit kit) =>
        kit.Tell(TradingEvents.Signal, new Signal("sma-1.1", "sma", "BTC-USDT", Side.Buy, 0.5m, 30_000, "a test", null));

    private static async Task<SignalsSummary> Balances(ComponentKit kit, long accepted = 0, long refused = 0)
    {
        var summary = (await kit.Ask(TradingRequests.Summary)).As<SignalsSummary>();
        (summary.Accepted, summary.Refused, summary.Unsettled).ShouldBe((accepted, refused, 0));
        kit.Told.Count(told => told.Type == SignalOutcome.EventType).ShouldBe((int)(accepted + refused));
        return summary;
    }

    private static OrderReport Order(OrderStatus status) => new()
    {
        ClientOrderId = "sma-1.1",
        Symbol = "BTC-USDT",
        Side = Side.Buy,
        Kind = OrderKind.Market,
        Amount = 0.5m,
        Status = status,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
