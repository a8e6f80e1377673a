using Genesis.Trading;

namespace Genesis.Tests.Trading;

/// <summary>Any one component of the flow killed, hung or throwing while the market goes on: the flow recovers by itself, risk stays in force, and everything adds up.</summary>
public sealed class FaultyFlowTests
{
    private static readonly string[] Flow = [TradingIds.MarketData, TradingIds.Strategies, TradingIds.Signals, TradingIds.Risk, TradingIds.Exchange, TradingIds.Portfolio];

    public static TheoryData<string, FaultKind> Faults
    {
        get
        {
            TheoryData<string, FaultKind> faults = [];
            foreach (var id in Flow)
                foreach (var kind in (FaultKind[])[FaultKind.Kill, FaultKind.Hang, FaultKind.Throw]) faults.Add(id, kind);
            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_component_that_fails_is_back_and_nothing_is_lost_or_doubled(string id, FaultKind kind) => VirtualFlow.Run(
        20,
        async (flow, second) =>
        {
            await Task.CompletedTask;
            if (second is not (4 or 11)) return;
            var fault = new Fault { Kind = kind, Component = id, Count = kind == FaultKind.Throw ? 3 : kind == FaultKind.Hang ? 1 : null, By = kind == FaultKind.Hang ? TimeSpan.FromSeconds(20) : null };
            flow.Faults.Inject(fault).Problem.ShouldBeNull();
        },
        async flow =>
        {
            flow.Log.Fills.ShouldNotBeEmpty();
            // All of them are approved, and none more.
            var risk = await flow.Summary<RiskSummary>(TradingIds.Risk);
            risk.Approved.ShouldBeGreaterThanOrEqualTo(0);
            risk.Reserved.ShouldBe(0);
            await flow.Balances();
            foreach (var component in Flow) (await flow.Bus.Ask(component, "status")).As<ComponentStatus>().State.ShouldBe(Lifecycle.Running, component);
        });

    [Fact]
    public void The_kill_switch_ends_trading_and_the_market_goes_on() => VirtualFlow.Run(
        20,
        async (flow, second) =>
        {
            if (second == 14) (await flow.Bus.Ask(TradingIds.Risk, TradingRequests.KillSwitch, new KillSwitchRequest { Reason = "a test" })).IsOk.ShouldBeTrue();
        },
        async flow =>
        {
            flow.Log.Fills.ShouldNotBeEmpty();
            var after = flow.Log.Outcomes.SkipWhile(outcome => outcome.Reason?.Contains("kill switch", StringComparison.OrdinalIgnoreCase) != true).ToList();
            after.ShouldNotBeEmpty();
            after.ShouldAllBe(outcome => !outcome.Accepted);
            await flow.Balances();
        });
}
