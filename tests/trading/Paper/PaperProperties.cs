using FsCheck;
using FsCheck.Fluent;
using Genesis.Exchanges;
using Genesis.Trading;
using static Genesis.Tests.Trading.Fixture.Market;

namespace Genesis.Tests.Trading.Paper;

/// <summary>Whatever happens to the paper exchange: money, amounts and orders add up, to the last digit.</summary>
public sealed class PaperProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300);

    [Fact]
    public void Cash_and_positions_are_the_sum_of_the_fills_and_never_below_zero() => Prop.ForAll<int>(seed => Play(seed, (turn, world) =>
    {
        var state = turn.State;
        state.LastFill.ShouldBe(world.Fills.Count);
        world.Fills.Select(static fill => fill.Number).ShouldBe(Enumerable.Range(1, world.Fills.Count).Select(static number => (long)number));
        var flow = world.Fills.Sum(static fill => ((fill.Side == Side.Sell ? 1 : -1) * fill.Price * fill.Amount) - fill.Fee);
        var cash = state.Cash.GetValueOrDefault("USDT", World.Deposit);
        cash.ShouldBe(World.Deposit + flow);
        cash.ShouldBeGreaterThanOrEqualTo(0);
        turn.FreeCash("USDT").ShouldBeGreaterThanOrEqualTo(0);
        foreach (var symbol in world.Fills.Select(static fill => fill.Symbol).Distinct())
        {
            var position = state.Positions[symbol];
            position.Amount.ShouldBe(world.Fills.Where(fill => fill.Symbol == symbol).Sum(static fill => fill.Side == Side.Buy ? fill.Amount : -fill.Amount));
            position.Amount.ShouldBeGreaterThanOrEqualTo(0);
            turn.FreeAmount(symbol).ShouldBeGreaterThanOrEqualTo(0);
        }
        state.Positions.Values.Sum(static position => position.Realised - position.Cost).ShouldBe(flow);
    })).Check(Many);

    [Fact]
    public void Orders_are_filled_by_their_fills_at_their_price_or_better_and_end_once() => Prop.ForAll<int>(seed => Play(seed, (turn, world) =>
    {
        foreach (var order in turn.Changed)
        {
            if (world.Orders.TryGetValue(order.ClientOrderId, out var before)) (before.Status == order.Status && before.Status == OrderStatus.PartiallyFilled || OrderTable.Allows(before.Status, order.Status)).ShouldBeTrue($"{before.Status} to {order.Status}");
            world.Orders[order.ClientOrderId] = order;
            var fills = world.Fills.Where(fill => fill.ClientOrderId == order.ClientOrderId).ToArray();
            order.Filled.ShouldBe(fills.Sum(static fill => fill.Amount));
            order.Fees.ShouldBe(fills.Sum(static fill => fill.Fee));
            order.Filled.ShouldBeLessThanOrEqualTo(order.Amount);
            (order.Status == OrderStatus.Filled).ShouldBe(order.Filled == order.Amount);
            if (order.Price is { } price) fills.ShouldAllBe(fill => order.Side == Side.Buy ? fill.Price <= price : fill.Price >= price);
        }
        turn.State.Open.Select(static order => order.Report).ShouldBe(world.Orders.Values.Where(static order => !OrderTable.IsFinal(order.Status)), ignoreOrder: true);
    })).Check(Many);

    [Fact]
    public void No_more_is_taken_from_a_level_than_is_displayed_and_from_a_trade_than_was_traded() => Prop.ForAll<int>(seed => Play(seed, (turn, world) =>
    {
        turn.State.Consumed.Values.ShouldAllBe(levels => levels.TrueForAll(level => level.Taken <= level.Displayed));
        if (world.LastTrade is { } trade) turn.Fills.Sum(static fill => fill.Amount).ShouldBeLessThanOrEqualTo(trade.Size);
    })).Check(Many);

    private static void Play(int seed, Action<PaperTurn, World> check)
    {
        var world = new World(new Random(seed));
        var state = PaperState.Empty;
        for (var step = 0; step < 60; step++)
        {
            var turn = new PaperTurn(state, World.Options, Start);
            world.Step(turn, step);
            state = turn.State;
            world.Fills.AddRange(turn.Fills);
            check(turn, world);
        }
    }

    private sealed class World(Random random)
    {
        public const decimal Deposit = 1000;

        public static readonly PaperOptions Options = new() { MakerFee = 0.00081m, TakerFee = 0.00123m, Cash = { ["USDT"] = Deposit } };

        private static readonly string[] Symbols = [Btc, "ETH-USDT"];
        private readonly Dictionary<string, MarketBook> _books = Symbols.ToDictionary(static symbol => symbol, static symbol => Around(100, symbol: symbol));

        public List<Fill> Fills { get; } = [];

        public Dictionary<string, OrderReport> Orders { get; } = [];

        public MarketTrade? LastTrade { get; private set; }

        public void Step(PaperTurn turn, int step)
        {
            LastTrade = null;
            var symbol = Symbols[random.Next(2)];
            switch (random.Next(10))
            {
                case < 5:
                    var price = random.Next(3) == 0 ? (decimal?)null : random.Next(92, 109);
                    var time = price is null ? TimeInForce.Gtc : (TimeInForce)random.Next(3);
                    turn.Place(Order($"o{step}", (Side)random.Next(2), random.Next(1, 5000) / 997m is var amount ? decimal.Round(amount, 8) : 0, price, time, time == TimeInForce.Gtc && price is not null && random.Next(4) == 0, symbol: symbol), _books[symbol]);
                    break;
                case < 7:
                    turn.OnBook(_books[symbol] = Around(random.Next(95, 106), size: random.Next(1, 4), symbol: symbol));
                    break;
                case < 9:
                    turn.OnTrade(LastTrade = Trade(random.Next(92, 109), random.Next(1, 100) / 10m, (Side)random.Next(2), symbol));
                    break;
                default:
                    turn.Cancel($"o{random.Next(step + 1)}", "test");
                    break;
            }
        }
    }
}
