using Genesis;
using Genesis.Exchanges;
using Genesis.Simulations;
using Genesis.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OwnStrategy.Tests;

public sealed class BreakoutTests
{
    [Fact]
    public void A_new_high_is_bought_and_a_fall_from_it_sold()
    {
        var strategy = new Breakout(new StrategySettings(new Dictionary<string, string> { ["margin"] = "0.01", ["giveBack"] = "0.05" }));
        var memory = strategy.Begin();
        List<Side?> wishes = [];
        foreach (var price in (decimal[])[100, 100.5m, 102, 110, 103, 102])
        {
            var move = strategy.React(memory, new MarketMoment { Symbol = "BTC-USDT", Time = DateTimeOffset.UnixEpoch, Price = price });
            memory = move.State;
            wishes.Add(move.Wish?.Side);
        }
        wishes.ShouldBe([null, null, Side.Buy, null, Side.Sell, null]);
    }

    [Fact]
    public void In_the_flow_it_buys_and_the_portfolio_holds_it()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        Simulation.Run(
            seed: 1,
            silo => silo.AddGenesis(genesis => genesis.UseMemory().AddTrading(withFeed: false).AddStrategy("Breakout", own => new Breakout(own))),
            async simulation =>
            {
                var (feed, bus) = (simulation.Services.GetRequiredService<FeedIntake>(), simulation.Services.GetRequiredService<IComponentBus>());
                foreach (var (price, number) in ((decimal[])[100, 101, 102]).Select((price, number) => (price, number + 1L)))
                {
                    foreach (var item in Market.At(price, number, simulation.Time.GetUtcNow())) await feed.Give("typed", item);
                    await simulation.Delay(TimeSpan.FromSeconds(1));
                }
                var held = (await bus.Ask(TradingIds.Portfolio, TradingRequests.Summary)).As<PortfolioSummary>().Positions.ShouldHaveSingleItem().Position;
                (held.Symbol, held.Amount).ShouldBe(("BTC-USDT", 0.5m));
            },
            new SimulationOptions { Configuration = settings });
    }
}
