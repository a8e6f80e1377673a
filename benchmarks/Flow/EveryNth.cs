using Genesis.Exchanges;
using Genesis.Trading;

namespace Genesis.Benchmarks.Flow;

/// <summary>Wants something at each n-th trade, buying and selling in turn. The reason is the trade's id, by which its order is timed.</summary>
internal sealed class EveryNth(StrategySettings settings) : IStrategy<EveryNth.Memory>
{
    private readonly long _n = (long)settings.Number("n", usual: 10, least: 1, most: 1_000_000);

    public sealed record Memory(long Trades, bool IsIn);

    public StrategyInputs Inputs => StrategyInputs.Trades;

    public Memory Begin() => new(0, false);

    public Move<Memory> React(Memory state, MarketMoment moment)
    {
        if (moment.Trade is not { } trade) return Move.Keep(state);
        var next = state with { Trades = state.Trades + 1 };
        if (next.Trades % _n != 0) return Move.Keep(next);
        return new(next with { IsIn = !state.IsIn }, new Wish(state.IsIn ? Side.Sell : Side.Buy, $"{trade.Symbol}:{trade.Id}"));
    }
}
