using FsCheck;
using FsCheck.Fluent;
using Genesis.Exchanges;
using Genesis.Trading;
using static Genesis.Tests.Trading.Fixture.Market;

namespace Genesis.Tests.Trading.Portfolio;

/// <summary>Average cost, and numbers that add up.</summary>
public sealed class PositionTests
{
    [Fact]
    public void Profit_is_at_average_cost_net_of_fees()
    {
        var position = new Position(Btc).With(Fill(1, Side.Buy, 100, 1, 1)).With(Fill(2, Side.Buy, 200, 1, 1));
        (position.AveragePrice, position.Cost, position.UnrealisedAt(160)).ShouldBe((151m, 302m, 18m));
        position = position.With(Fill(3, Side.Sell, 180, 1, 1));
        (position.Amount, position.Cost, position.Realised, position.Fees).ShouldBe((1m, 151m, 28m, 3m));
        position = position.With(Fill(4, Side.Sell, 150, 1, 2));
        (position.Amount, position.Cost, position.Realised, position.UnrealisedAt(1)).ShouldBe((0m, 0m, 25m, 0m));
    }

    [Fact]
    public void What_flowed_is_realised_less_cost_to_the_last_digit() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var (position, flow) = (new Position(Btc), 0m);
        for (var number = 1; number < 200; number++)
        {
            var side = position.Amount > 0 ? (Side)random.Next(2) : Side.Buy;
            var amount = decimal.Round((decimal)random.NextDouble() * 3, 8) + 0.00000001m;
            if (side == Side.Sell) amount = Math.Min(amount, position.Amount);
            var fill = Fill(number, side, decimal.Round((decimal)random.NextDouble() * 70_000, 8) + 0.01m, amount, decimal.Round((decimal)random.NextDouble(), 10));
            position = position.With(fill);
            flow += ((side == Side.Sell ? 1 : -1) * fill.Price * fill.Amount) - fill.Fee;
            (position.Realised - position.Cost).ShouldBe(flow);
            if (position.Amount == 0) position.Cost.ShouldBe(0);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fills_are_taken_in_order_once_each_and_not_beyond_a_gap()
    {
        var fills = Enumerable.Range(1, 10).Select(number => Fill(number, Side.Buy, 100, 1, 0)).ToArray();
        var state = PortfolioState.Empty.With(fills[..3]).With(fills[1..5]).With([fills[7]]);
        (state.LastFill, state.Positions[Btc].Amount).ShouldBe((5, 5m));
        state.With(fills).Positions[Btc].Amount.ShouldBe(10);
    }

    private static Fill Fill(long number, Side side, decimal price, decimal amount, decimal fee) => new(number, "a", "v", Btc, side, price, amount, fee, false, Start);
}
