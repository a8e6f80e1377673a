using Genesis.Exchanges;
using Genesis.Tests.Trading.Fixture;
using Genesis.Trading;

namespace Genesis.Tests.Trading.Orders;

/// <summary>Hosts and components that fail at any moment, in virtual time: no order is lost or doubled, none passes risk, and all adds up.</summary>
public sealed class OrderChaosTests
{
    private const decimal MaxPosition = 3000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(55)]
    public void Twenty_kills_at_random_moments_lose_and_double_nothing(long seed) => OrderHost.Run(
        async host =>
        {
            var random = host.Simulation.Random;
            host.StoreLatency = TimeSpan.FromMilliseconds(4);
            Dictionary<string, OrderReport> confirmed = [];
            var number = 0;
            for (var kill = 0; kill < 20; kill++)
            {
                List<Task<OrderAnswer>> asked = [];
                for (var i = random.Next(5, 25); i > 0; i--)
                {
                    await host.Book(random.Next(90, 111));
                    var id = $"o{number++}";
                    asked.Add(random.Next(3) switch { 0 => host.Buy(1, id), 1 => host.Buy(1, id, random.Next(80, 115)), _ => host.Sell(1, id) });
                    if (random.Next(2) == 0) await host.Trade(random.Next(85, 115), 3, (Side)random.Next(2));
                    await host.Simulation.Delay(TimeSpan.FromMilliseconds(random.Next(3)));
                }
                foreach (var order in asked.Where(static one => one.IsCompletedSuccessfully).Select(static one => one.Result).Where(static answer => answer.Status == OrderAnswer.Success)) confirmed[order.Order!.ClientOrderId] = order.Order;
                await host.KillSilo();
                await Known(host, confirmed);
            }
            await host.Book(100);
            await host.ShouldAddUp();
            confirmed.Count.ShouldBeGreaterThan(50);
            // Each order was told as it ended, with what its fills say.
            foreach (var order in host.Orders.GroupBy(static order => order.ClientOrderId).Select(static told => told.Last()))
                order.Filled.ShouldBe(host.Fills.DistinctBy(static fill => fill.Number).Where(fill => fill.ClientOrderId == order.ClientOrderId).Sum(static fill => fill.Amount));
            host.Orders.Where(static order => OrderTable.IsFinal(order.Status)).GroupBy(static order => order.ClientOrderId).ShouldAllBe(static told => told.Select(static order => order.Status).Distinct().Count() == 1, "an order ends once");
        },
        options => options.Risk.MaxOrdersPerSecond = 1000,
        seed);

    [Theory]
    [InlineData(TradingIds.Exchange, FaultKind.Kill)]
    [InlineData(TradingIds.Exchange, FaultKind.Hang)]
    [InlineData(TradingIds.Exchange, FaultKind.Throw)]
    [InlineData(TradingIds.Risk, FaultKind.Kill)]
    [InlineData(TradingIds.Risk, FaultKind.Hang)]
    [InlineData(TradingIds.Risk, FaultKind.Throw)]
    [InlineData(TradingIds.Portfolio, FaultKind.Kill)]
    [InlineData(TradingIds.Portfolio, FaultKind.Hang)]
    [InlineData(TradingIds.Portfolio, FaultKind.Throw)]
    [InlineData(TradingIds.Portfolio, FaultKind.Drop)]
    [InlineData(TradingIds.Risk, FaultKind.Drop)]
    [InlineData(TradingIds.Exchange, FaultKind.Slow)]
    public void Whichever_component_fails_and_however_risk_stays_in_force_and_the_flow_recovers(string id, FaultKind kind) => OrderHost.Run(
        async host =>
        {
            var random = host.Simulation.Random;
            for (var step = 0; step < 200; step++)
            {
                // Prices that stand still: what is held at them is what was approved.
                await host.Book(100, size: 3 + random.Next(2));
                if (step is 40 or 80 or 120) host.Faults.Inject(new Fault { Kind = kind, Component = id, Count = kind == FaultKind.Kill ? 1 : 3, By = kind == FaultKind.Slow ? TimeSpan.FromSeconds(0.7) : null, For = TimeSpan.FromSeconds(5) }).Problem.ShouldBeNull();
                _ = random.Next(3) switch { 0 => host.Sell(2), 1 => host.Buy(2, price: 99), _ => host.Buy(2) };
                if (random.Next(5) == 0) await host.Trade(98, 2, Side.Sell);
                await host.Simulation.Delay(TimeSpan.FromMilliseconds(random.Next(100)));
            }
            host.Faults.ClearAll();
            await host.Delay(15);
            await host.UntilRunning(id);
            await host.Book(100);
            (await host.Sell(1)).Status.ShouldBe("success", "the flow has recovered");
            await host.ShouldAddUp();
            NeverAbove(host, MaxPosition);
            (await host.Exchange()).LastFill.ShouldBeGreaterThan(30);
        },
        options => (options.Risk.MaxPosition, options.Risk.MaxLoss) = (MaxPosition, 1_000_000));

    [Fact]
    public void Faults_of_the_feed_never_lead_to_an_order_on_a_bad_book() => OrderHost.Run(async host =>
    {
        var random = host.Simulation.Random;
        for (var step = 0; step < 300; step++)
        {
            if (random.Next(3) > 0) await host.Book(100, grade: (BookGrade)random.Next(4));
            _ = random.Next(2) == 0 ? host.Sell(0.1m) : host.Buy(0.1m);
            await host.Simulation.Delay(TimeSpan.FromMilliseconds(random.Next(3) == 0 ? 4000 : 50));
        }
        await host.ShouldAddUp();
        var traded = host.Orders.Where(static order => order.Filled > 0).ToArray();
        traded.Length.ShouldBeGreaterThan(30);
        traded.ShouldAllBe(static order => order.Certificate!.Grade >= BookGrade.Sequenced && order.Certificate.Age <= TimeSpan.FromSeconds(5));
        host.Orders.Count(static order => order.Status == OrderStatus.Rejected).ShouldBeGreaterThan(30);
    });

    /// <summary>What was confirmed is there: as it was, or further on.</summary>
    private static async Task Known(OrderHost host, Dictionary<string, OrderReport> confirmed)
    {
        foreach (var (id, was) in confirmed)
        {
            var order = (await host.Ask<OrderAnswer>(TradingIds.Exchange, TradingRequests.OrderStatus, new OrderQuery { ClientOrderId = id })).Order.ShouldNotBeNull($"{id} was confirmed and is lost");
            order.Filled.ShouldBeGreaterThanOrEqualTo(was.Filled);
            if (OrderTable.IsFinal(was.Status)) order.ShouldBe(was);
        }
    }

    private static void NeverAbove(OrderHost host, decimal most)
    {
        var held = 0m;
        foreach (var fill in host.Fills.DistinctBy(static fill => fill.Number).OrderBy(static fill => fill.Number))
        {
            held += fill.Side == Side.Buy ? fill.Amount : -fill.Amount;
            (held * 100).ShouldBeLessThanOrEqualTo(most);
        }
    }
}
