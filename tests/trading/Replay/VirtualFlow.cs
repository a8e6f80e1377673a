using Genesis.ExchangeSimulator;
using Genesis.Simulations;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Trading;

/// <summary>The whole flow on a simulated market in virtual time, while a test does something to it.</summary>
internal sealed class VirtualFlow(Simulation simulation, FlowLog log)
{
    public IComponentBus Bus => Service<IComponentBus>();

    public IFaults Faults => Service<IFaults>();

    public FlowLog Log => log;

    /// <summary>Runs a market of this length, with something done at its seconds.</summary>
    /// <param name="seconds">The market's length.</param>
    /// <param name="disturb">Called at each whole second of the market.</param>
    /// <param name="check">Called when all has come to rest.</param>
    /// <param name="seed">Of the market and of the order of turns.</param>
    public static void Run(int seconds, Func<VirtualFlow, int, Task> disturb, Func<VirtualFlow, Task> check, int seed = 1)
    {
        IReadOnlyList<CaptureInput> captures = [CaptureInput.Memory("simulated", MarketRecording.Make(seed, ["BTC-USDT", "ETH-USDT"], TimeSpan.FromSeconds(seconds)))];
        var survey = CaptureSurvey.Of(captures);
        Dictionary<string, string?> settings = new()
        {
            ["Genesis:Trading:Symbols:0"] = "BTC-USDT",
            ["Genesis:Trading:Symbols:1"] = "ETH-USDT",
            ["Genesis:Trading:Strategies:sma:Type"] = "SmaCrossover",
            ["Genesis:Trading:Strategies:sma:Amount"] = "0.01",
            ["Genesis:Trading:Strategies:sma:Settings:fast"] = "2",
            ["Genesis:Trading:Strategies:sma:Settings:slow"] = "5",
        };
        using var log = new FlowLog();
        using var items = new CaptureItems(survey.Venue, captures, depth: 10);
        Simulation.Run(
            seed,
            silo => silo.AddGenesis(genesis => genesis
                .UseMemory().AddTrading(withFeed: false).AddComponent(FlowRecorder.ComponentId, FlowRecorder.Subscriptions, make: (_, _) => new FlowRecorder(log))),
            async simulation =>
            {
                var flow = new VirtualFlow(simulation, log);
                var (intake, second) = (flow.Service<FeedIntake>(), 0);
                while (items.NextTime is { } next)
                {
                    var wait = next - simulation.Time.GetUtcNow();
                    if (wait > TimeSpan.FromMilliseconds(1)) await simulation.Delay(wait);
                    for (; (next - survey.Begins).TotalSeconds >= second + 1; second++) await disturb(flow, second + 1);
                    foreach (var item in items.Next()) await intake.Give(survey.Venue, item);
                }
                // Longer than any restart, deadline and retry.
                await simulation.Delay(TimeSpan.FromMinutes(2));
                await check(flow);
            },
            new SimulationOptions { Start = survey.Begins.AddSeconds(-1), Configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build() });
    }

    public async Task<T> Summary<T>(string id) => (await Bus.Ask(id, TradingRequests.Summary)).As<T>();

    /// <summary>Each signal has ended once, orders add up, and money and positions are the sum of the fills.</summary>
    public async Task Balances()
    {
        var signals = await Summary<SignalsSummary>(TradingIds.Signals);
        signals.Unsettled.ShouldBe(0);
        signals.Signals.ShouldBe(log.Signals.Select(signal => signal.Id).Distinct().Count());
        log.Outcomes.Select(outcome => outcome.Signal.Id).ShouldBeUnique();

        var exchange = await Summary<ExchangeSummary>(TradingIds.Exchange);
        var counts = exchange.Counts;
        counts.Orders.ShouldBe(counts.Filled + exchange.Open + counts.Cancelled + counts.Rejected);
        log.Fills.Count.ShouldBe((int)exchange.LastFill);
        log.Fills.Select(fill => fill.ClientOrderId).ShouldBeSubsetOf(log.Signals.Select(signal => signal.Id));

        var portfolio = await Summary<PortfolioSummary>(TradingIds.Portfolio);
        exchange.Cash.Values.Sum().ShouldBe(exchange.Deposits.Values.Sum() + portfolio.CashFlow);
        foreach (var symbol in log.Fills.Select(fill => fill.Symbol).Distinct())
        {
            var filled = log.Fills.Where(fill => fill.Symbol == symbol).Sum(fill => fill.Side == Exchanges.Side.Buy ? fill.Amount : -fill.Amount);
            exchange.Positions.Single(position => position.Symbol == symbol).Amount.ShouldBe(filled);
            portfolio.Positions.Single(position => position.Position.Symbol == symbol).Position.Amount.ShouldBe(filled);
        }
        var ledger = await Service<IEventRuntime>().ReadLedger();
        ledger.Differing.ShouldBeEmpty();
    }

    private T Service<T>()
        where T : notnull => simulation.Services.GetRequiredService<T>();
}
