using Genesis.Exchanges;
using Genesis.Tests.Trading.Fixture;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Risk;

/// <summary>Limits, kill switch and EMERGENCY with the components at work, in virtual time.</summary>
public sealed class RiskFlowTests
{
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Concurrent_orders_never_exceed_the_position_together() => OrderHost.Run(
        async host =>
        {
            await host.Book(100, size: 1000);
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => number % 2 == 0 ? host.Buy(1) : host.Buy(1, price: 95)));
            var filled = answers.Count(static answer => answer.Order?.Status == OrderStatus.Filled);
            var open = answers.Count(static answer => answer.Order?.Status == OrderStatus.Open);
            ((filled * 100) + (open * 95)).ShouldBeLessThanOrEqualTo(2000);
            (filled + open).ShouldBeGreaterThan(15);
            answers.Count(static answer => answer.Status == "refused" && answer.Reason!.Contains("MaxPosition", StringComparison.Ordinal)).ShouldBe(100 - filled - open);
            await host.ShouldAddUp();
            (await host.Risk()).Exposure[Market.Btc].ShouldBeLessThanOrEqualTo(2000);
        },
        options => (options.Risk.MaxPosition, options.Risk.MaxOrdersPerSecond) = (2000, 1000));

    [Fact]
    public void Concurrent_orders_never_exceed_the_rate_together() => OrderHost.Run(
        async host =>
        {
            await host.Book(100, size: 1000);
            (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Buy(0.1m)))).Count(static answer => answer.Status == "success").ShouldBe(10);
            await host.Delay(0.9);
            (await host.Buy(0.1m)).Reason!.ShouldContain("MaxOrdersPerSecond");
            await host.Delay(0.2);
            (await host.Buy(0.1m)).Status.ShouldBe("success");
            await host.ShouldAddUp();
        },
        options => options.Risk.MaxOrdersPerSecond = 10);

    [Fact]
    public void An_order_never_exceeds_its_limit() => OrderHost.Run(
        async host =>
        {
            await host.Book(100);
            (await host.Buy(10)).Reason!.ShouldContain("MaxOrder");
            (await host.Buy(9)).Status.ShouldBe("success");
        },
        options => options.Risk.MaxOrder = 1000);

    [Fact]
    public void A_loss_at_its_limit_turns_the_kill_switch_on() => OrderHost.Run(
        async host =>
        {
            await host.Book(100);
            await host.Buy(10, "a");
            await host.Buy(1, "open", 90);
            await host.Book(92);
            (await host.Risk()).Kill.ShouldNotBeNull().Reason.ShouldContain("MaxLoss");
            await host.Delay(0.1);
            (await host.Buy(1)).Reason!.ShouldContain("kill switch");
            (await host.Exchange()).Open.ShouldBe(0);
            host.Notices.Single().Kind.ShouldBe(RiskNotice.KillSwitch);
            await host.ShouldAddUp();
        },
        options => options.Risk.MaxLoss = 90);

    [Fact]
    public void The_kill_switch_stops_orders_at_once_cancels_what_is_open_and_latches() => OrderHost.Run(
        async host =>
        {
            await host.Book(100);
            await host.Buy(3, "held");
            await host.Buy(1, "open", 95);
            var onItsWay = host.Buy(1, "way");
            await host.Delay(0.05);
            var asked = host.Simulation.Elapsed;
            var answer = await host.Ask<KillSwitchAnswer>(TradingIds.Risk, TradingRequests.KillSwitch, new KillSwitchRequest { Reason = "Enough." });
            (answer.Saved, answer.Kill!.Reason, answer.Kill.By).ShouldBe((true, "Enough.", "test"));
            await host.Until(async () => (await host.Exchange()).Open == 0, "open orders should be cancelled");
            (host.Simulation.Elapsed - asked).ShouldBeLessThan(Reaction);
            (await onItsWay).ShouldSatisfyAllConditions(late => late.Order!.Filled.ShouldBe(0), late => late.Order!.Status.ShouldBeOneOf(OrderStatus.Cancelled, OrderStatus.Rejected));
            (await host.Buy(1)).Reason!.ShouldContain("Enough.");

            await host.KillSilo();
            await host.Book(100);
            (await host.Buy(1)).Reason!.ShouldContain("Enough.");
            (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.ReduceOnly, new OrderRequest { Symbol = Market.Btc, Side = Side.Sell, Amount = 1 })).Status.ShouldBe("success");

            (await host.Ask<KillSwitchAnswer>(TradingIds.Risk, TradingRequests.ReleaseKillSwitch)).Kill.ShouldBeNull();
            (await host.Buy(1)).Status.ShouldBe("success");
            await host.ShouldAddUp();
            host.Notices.Select(static notice => notice.Kind).Distinct().ShouldBe([RiskNotice.KillSwitch, RiskNotice.Released]);
        },
        options => options.Paper.Latency = TimeSpan.FromSeconds(0.1));

    [Fact]
    public void The_kill_switch_holds_at_once_also_when_the_store_does_not_answer() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        await host.Buy(1);
        await host.Buy(1, "open", 95);
        host.StoreFault = "The disk is full.";
        var killing = host.Ask<KillSwitchAnswer>(TradingIds.Risk, TradingRequests.KillSwitch);
        await host.Settle();
        (await host.Buy(1)).Reason!.ShouldContain("kill switch");
        (await host.Exchange()).Open.ShouldBe(0);
        (await killing).ShouldSatisfyAllConditions(answer => answer.Kill.ShouldNotBeNull(), answer => answer.Saved.ShouldBeFalse());
    });

    [Fact]
    public void Emergency_stops_orders_within_200_ms_and_cancels_what_is_open_and_reductions_pass() => OrderHost.Run(
        async host =>
        {
            await host.Book(100);
            await host.Buy(3, "held");
            await host.Buy(1, "open", 95);
            var onItsWay = host.Buy(1, "way");
            await host.Delay(0.01);
            var asked = host.Simulation.Elapsed;
            await host.Emergency();
            await host.Until(async () => (await host.Ask(TradingIds.Exchange, TradingRequests.ExecuteTrade, new OrderRequest { Symbol = Market.Btc, Side = Side.Buy, Amount = 1 })).Kind == OutcomeKind.Rejected, "orders should be stopped");
            (host.Simulation.Elapsed - asked).ShouldBeLessThan(Reaction);
            await host.Until(async () => (await host.Exchange()).Open == 0, "open orders should be cancelled");
            (host.Simulation.Elapsed - asked).ShouldBeLessThan(Reaction);
            (await onItsWay).Order!.Filled.ShouldBe(0);
            await host.Book(100);
            (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.ReduceOnly, new OrderRequest { Symbol = Market.Btc, Side = Side.Sell, Amount = 1 })).Status.ShouldBe("success");
            (await host.Ask<CancelAllAnswer>(TradingIds.Exchange, TradingRequests.CancelAll)).Cancelled.ShouldBe(0);
        },
        options => options.Paper.Latency = TimeSpan.FromSeconds(0.15));

    [Theory]
    [InlineData(OpenOrdersPolicy.Keep, 2)]
    [InlineData(OpenOrdersPolicy.CancelOpening, 1)]
    [InlineData(OpenOrdersPolicy.Cancel, 0)]
    public void What_becomes_of_open_orders_is_a_setting(OpenOrdersPolicy policy, int left) => OrderHost.Run(
        async host =>
        {
            await host.Book(100);
            await host.Buy(1);
            await host.Sell(1, price: 120);
            await host.Buy(1, price: 80);
            await host.Ask(TradingIds.Risk, TradingRequests.KillSwitch);
            await host.Delay(0.2);
            (await host.Exchange()).Open.ShouldBe(left);
        },
        options => options.Risk.OpenOrders = policy);

    [Fact]
    public void Approvals_and_the_release_of_the_kill_switch_need_the_admin_scope_from_outside() => OrderHost.Run(host =>
    {
        var requests = host.Components.List().Single(static component => component.Id == TradingIds.Risk).Policies.Requests;
        requests.Where(static request => request.Value.Admin).Select(static request => request.Key)
            .ShouldBe([TradingRequests.ApproveOrder, TradingRequests.ApproveReduction, TradingRequests.SpendApproval, TradingRequests.ReleaseKillSwitch], ignoreOrder: true);
        return Task.CompletedTask;
    });

    [Fact]
    public void Nothing_gets_to_the_exchange_past_risk() => OrderHost.Run(async host =>
    {
        await host.Book(100);
        // Approvals that somebody else obtains are of no use to anybody.
        var forged = new ApprovalRequest("x", Market.Btc, Side.Buy, 1, 100, DataCertificate.Of(Market.Around(100, host.Now), host.Now), "none");
        (await host.Ask<Approval>(TradingIds.Risk, TradingRequests.ApproveOrder, forged)).Allowed.ShouldBeFalse();
        await host.Components.Remove(TradingIds.Risk);
        (await host.Buy(1)).Reason!.ShouldContain("Risk has not approved");
        (await host.Exchange()).LastFill.ShouldBe(0);
        await host.ShouldAddUp();
    });
}
