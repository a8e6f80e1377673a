namespace Genesis.Trading;

/// <summary>
/// Buys when the mean price of a short window rises above that of a long one, and sells when it falls below. Settings: <c>fast</c> (5 ticks), <c>slow</c> (20 ticks),
/// <c>band</c> (0): by what share of the slow mean the fast one must be past it.
/// </summary>
public sealed class SmaCrossover : IStrategy<SmaCrossover.Means>
{
    private readonly Window _fast;
    private readonly Window _slow;
    private readonly decimal _band;

    /// <summary>Made by its settings.</summary>
    public SmaCrossover(StrategySettings settings)
    {
        _fast = settings.Window("fast", Window.OfTicks(5));
        _slow = settings.Window("slow", Window.OfTicks(20));
        _band = settings.Number("band", 0, 0, 1);
        settings.Require(_fast.Ticks > 0 == _slow.Ticks > 0, "slow", _slow, $"of the same kind as fast, which is {_fast}");
        if (_fast.Ticks > 0 == _slow.Ticks > 0) settings.Require(_fast.Ticks < _slow.Ticks || _fast.Time < _slow.Time, "slow", _slow, $"longer than fast, which is {_fast}");
    }

    /// <summary>What it knows.</summary>
    /// <param name="Fast">Prices of the short window.</param>
    /// <param name="Slow">Prices of the long one.</param>
    /// <param name="Above">Whether the fast mean was above (1) or below (-1) when it was last past the band; 0 before.</param>
    public sealed record Means(RollingPrices Fast, RollingPrices Slow, int Above);

    /// <inheritdoc/>
    public Means Begin() => new(RollingPrices.Empty, RollingPrices.Empty, 0);

    /// <inheritdoc/>
    public Move<Means> React(Means state, MarketMoment moment)
    {
        if (moment.Price is not { } price) return Move.Keep(state);
        var point = new PricePoint(moment.Time, price);
        var means = state with { Fast = state.Fast.Add(_fast, point), Slow = state.Slow.Add(_slow, point) };
        if (!means.Fast.IsFull || !means.Slow.IsFull) return Move.Keep(means);
        var (fast, slow) = (means.Fast.Mean, means.Slow.Mean);
        var margin = _band * slow;
        var above = fast > slow + margin ? 1 : fast < slow - margin ? -1 : state.Above;
        if (above == state.Above) return Move.Keep(means);
        means = means with { Above = above };
        // The first time says where it is, not that it has crossed.
        if (state.Above == 0) return Move.Keep(means);
        return above > 0
            ? Move.Buy(means, $"the mean of {_fast} rose above that of {_slow}")
            : Move.Sell(means, $"the mean of {_fast} fell below that of {_slow}");
    }
}
