namespace Genesis.Exchanges;

/// <summary>What is traded under a symbol.</summary>
public enum InstrumentKind
{
    Spot,

    /// <summary>A future without expiry, held to the index by funding.</summary>
    Perpetual,

    /// <summary>A future with an expiry date.</summary>
    Future,

    Option,
}
