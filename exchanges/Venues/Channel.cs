namespace Genesis.Exchanges;

/// <summary>What a stream carries.</summary>
public enum Channel
{
    Trades,

    /// <summary>Best bid and ask.</summary>
    Quotes,

    /// <summary>A snapshot of the book and its changes.</summary>
    Book,
    Candles,
}
