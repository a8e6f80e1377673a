using System.Diagnostics;
using System.Globalization;
using Genesis.Exchanges;
using Genesis.Trading;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Integration.Trading;

/// <summary>A host that trades is killed: real files, real processes.</summary>
public sealed class OrderKillTests : IDisposable
{
    private const int Kills = 20;

    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-orders-").FullName;
    private readonly Dictionary<string, (decimal Filled, bool Ended)> _confirmed = [];
    private readonly HashSet<string> _asked = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task After_kill_9_at_any_moment_no_order_is_lost_or_doubled_and_money_is_the_sum_of_the_fills()
    {
        var random = new Random(9);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = OrderProcess.StartProcess(_directory, kill);
            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var confirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var reading = Read(process, running, confirmed);
            // Every other life at any moment, the rest in the midst of orders, however slow the machine is.
            await (kill % 2 == 0 ? running : confirmed).Task.InTime();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 400)), TimeProvider.System);
            process.Kill();
            await process.WaitForExitAsync().InTime();
            await reading.InTime();
        }
        using var host = await OrderProcess.Start(_directory);
        var bus = host.Services.GetRequiredService<IComponentBus>();
        await ConfirmedOrdersAreThere(bus);
        await MoneyAddsUp(bus);
        await host.StopAsync();
    }

    private async Task ConfirmedOrdersAreThere(IComponentBus bus)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{_asked.Count} orders were asked for, {_confirmed.Count} were confirmed.");
        _confirmed.Count.ShouldBeGreaterThanOrEqualTo(Kills / 2);
        // The manager remembers the last thousand that have ended.
        foreach (var (id, (filled, ended)) in _confirmed.TakeLast(500))
        {
            var order = (await bus.Ask(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = id })).As<OrderAnswer>().Order.ShouldNotBeNull($"{id} was confirmed and is lost");
            order.Filled.ShouldBeGreaterThanOrEqualTo(filled);
            if (ended) (order.Filled, OrderTable.IsFinal(order.Status)).ShouldBe((filled, true));
        }
    }

    private async Task MoneyAddsUp(IComponentBus bus)
    {
        var exchange = (await bus.Ask(TradingIds.Exchange, TradingRequests.Summary)).As<ExchangeSummary>();
        var kept = OrderProcess.Empty;
        await Eventually.True(
            async () =>
            {
                kept = (await bus.Ask(OrderProcess.Keeper, "get")).As<OrderProcess.Kept>();
                return kept.Fills.Count == exchange.LastFill && (await bus.Ask(TradingIds.Portfolio, TradingRequests.Summary)).As<PortfolioSummary>().LastFill == exchange.LastFill;
            },
            "every fill to be delivered");
        kept.Differing.ShouldBe(0, "fills that came again were the same");
        kept.Fills.Keys.ShouldBe(Enumerable.Range(1, (int)exchange.LastFill).Select(static number => (long)number));
        exchange.LastFill.ShouldBeGreaterThan(0);
        var flow = kept.Fills.Values.Sum(static fill => ((fill.Side == Side.Sell ? 1 : -1) * fill.Price * fill.Amount) - fill.Fee);
        exchange.Cash["USDT"].ShouldBe(exchange.Deposits["USDT"] + flow);
        exchange.Positions.Single().Amount.ShouldBe(kept.Fills.Values.Sum(static fill => fill.Side == Side.Buy ? fill.Amount : -fill.Amount));
        var counts = exchange.Counts;
        (counts.Filled + counts.Cancelled + counts.Rejected + exchange.Open).ShouldBe(counts.Orders);
        kept.Fills.Values.GroupBy(static fill => fill.ClientOrderId).ShouldAllBe(fills => _asked.Contains(fills.Key) && fills.Sum(static fill => fill.Amount) <= 2);
        var portfolio = (await bus.Ask(TradingIds.Portfolio, TradingRequests.Summary)).As<PortfolioSummary>();
        (portfolio.CashFlow, portfolio.Positions.Single().Position).ShouldBe((flow, exchange.Positions.Single()));
    }

    private async Task Read(Process process, TaskCompletionSource running, TaskCompletionSource confirmed)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["running"]:
                    running.TrySetResult();
                    break;
                case ["asked", var id]:
                    _asked.Add(id);
                    break;
                // A line that was cut off by the kill counts for nothing.
                case ["confirmed", var id, var filled, "True" or "False"]:
                    _confirmed[id] = (decimal.Parse(filled, CultureInfo.InvariantCulture), line.EndsWith("True", StringComparison.Ordinal));
                    confirmed.TrySetResult();
                    break;
            }
        }
    }
}
