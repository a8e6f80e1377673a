namespace Genesis.Trading;

/// <summary>A market event as a strategy sees it: exactly one of price, trade, quote and book is there.</summary>
public readonly record struct MarketMoment
{
    /// <summary>What it is about.</summary>
    public required string Symbol { get; init; }

    /// <summary>The market's time (UTC): the only time a strategy may know.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>A price.</summary>
    public decimal? Price { get; init; }

    /// <summary>A trade; for strategies that want <see cref="StrategyInputs.Trades"/>.</summary>
    public MarketTrade? Trade { get; init; }

    /// <summary>A quote; for strategies that want <see cref="StrategyInputs.Quotes"/>.</summary>
    public MarketQuote? Quote { get; init; }

    /// <summary>A book; for strategies that want <see cref="StrategyInputs.Books"/>.</summary>
    public MarketBook? Book { get; init; }
}
