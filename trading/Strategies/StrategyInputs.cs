namespace Genesis.Trading;

/// <summary>What a strategy wants to see.</summary>
[Flags]
public enum StrategyInputs
{
    None = 0,

    /// <summary>Prices: one for each trade, or each new middle where nothing trades.</summary>
    Prices = 1,
    Trades = 2,
    Quotes = 4,

    /// <summary>Books; a stale one has no levels.</summary>
    Books = 8,
}
