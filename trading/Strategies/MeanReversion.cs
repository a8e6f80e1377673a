namespace Genesis.Trading;

/// <summary>
/// Buys when the price is unusually far below its mean, sells when it is unusually far above, and then waits until it has been back at the mean. Settings: <c>window</c>
/// (20 ticks), <c>entry</c> (2): how many standard deviations are unusual.
/// </summary>
public sealed class MeanReversion : IStrategy<MeanReversion.Memory>
{
    private readonly Window _window;
    private readonly decimal _entry;

    /// <summary>Made by its settings.</summary>
    public MeanReversion(StrategySettings settings)
    {
        _window = settings.Window("window", Window.OfTicks(20));
        _entry = settings.Number("entry", 2, 0.1m, 10);
    }

    /// <summary>What it knows.</summary>
    /// <param name="Prices">The prices of the window.</param>
    /// <param name="Away">Whether it has acted above (1) or below (-1) the mean and the price has not been back; 0 otherwise.</param>
    public sealed record Memory(RollingPrices Prices, int Away);

    /// <inheritdoc/>
    public Memory Begin() => new(RollingPrices.Empty, 0);

    /// <inheritdoc/>
    public Move<Memory> React(Memory state, MarketMoment moment)
    {
        if (moment.Price is not { } price) return Move.Keep(state);
        // Judged by what was before it: a price that is part of its own mean hides itself.
        var before = state.Prices;
        var after = state with { Prices = before.Add(_window, new PricePoint(moment.Time, price)) };
        if (!before.IsFull) return Move.Keep(after);
        var distance = price - before.Mean;
        var back = after.Away != 0 && Math.Sign(distance) != after.Away;
        if (back) after = after with { Away = 0 };
        // Squares are compared, so that no root is taken and decimals stay exact.
        var unusual = distance != 0 && distance * distance > _entry * _entry * before.Variance;
        if (after.Away != 0 || !unusual) return Move.Keep(after);
        after = after with { Away = Math.Sign(distance) };
        return distance < 0
            ? Move.Buy(after, $"the price is more than {_entry} deviations below its mean of {_window}")
            : Move.Sell(after, $"the price is more than {_entry} deviations above its mean of {_window}");
    }
}
