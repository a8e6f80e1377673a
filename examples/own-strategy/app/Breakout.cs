using Genesis.Trading;

namespace OwnStrategy;

/// <summary>Buys when the price breaks above everything it has seen, and sells when it has fallen back from the highest price by a share. Settings: <c>margin</c>, <c>giveBack</c>.</summary>
public sealed class Breakout(StrategySettings settings) : IStrategy<Breakout.Memory>
{
    private readonly decimal _margin = settings.Number("margin", usual: 0.0005m, least: 0, most: 1);
    private readonly decimal _giveBack = settings.Number("giveBack", usual: 0.001m, least: 0, most: 1);

    /// <summary>What it knows.</summary>
    /// <param name="High">The highest price since it began or last sold; 0 before the first.</param>
    /// <param name="IsIn">Whether it has bought.</param>
    public sealed record Memory(decimal High, bool IsIn);

    /// <inheritdoc/>
    public Memory Begin() => new(0, false);

    /// <inheritdoc/>
    public Move<Memory> React(Memory state, MarketMoment moment)
    {
        if (moment.Price is not { } price) return Move.Keep(state);
        if (state.IsIn && price < state.High * (1 - _giveBack)) return Move.Sell(new Memory(price, false), "it gave back too much");
        var broke = !state.IsIn && state.High > 0 && price > state.High * (1 + _margin);
        var seen = new Memory(Math.Max(state.High, price), state.IsIn || broke);
        return broke ? Move.Buy(seen, "a new high") : Move.Keep(seen);
    }
}
