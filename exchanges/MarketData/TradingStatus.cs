namespace Genesis.Exchanges;

/// <summary>Whether a venue takes orders for an instrument.</summary>
public enum TradingStatus
{
    /// <summary>The venue says nothing, or says it in a word that is not known.</summary>
    Unknown,
    Trading,

    /// <summary>Listed, but orders wait: before the opening, in an auction, or cancel-only.</summary>
    Limited,
    Halted,
    Delisted,
}
