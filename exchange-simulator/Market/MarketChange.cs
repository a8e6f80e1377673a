namespace Genesis.ExchangeSimulator;

/// <summary>What one step changed in one symbol.</summary>
/// <param name="First">Number of the first change of the book; one more than the number before.</param>
/// <param name="Last">Number of the last one; below <paramref name="First"/> when nothing changed.</param>
/// <param name="Bids">New sizes by price, zero for a level that is gone.</param>
/// <param name="Asks">New sizes by price, zero for a level that is gone.</param>
/// <param name="ChangesQuote">Whether the best bid or ask, or its size, is another than before.</param>
public sealed record MarketChange(
    SimulatedSymbol Symbol,
    DateTimeOffset Time,
    long First,
    long Last,
    IReadOnlyDictionary<long, long> Bids,
    IReadOnlyDictionary<long, long> Asks,
    SimulatedTrade? Trade,
    bool ChangesQuote)
{
    public long Milliseconds => Time.ToUnixTimeMilliseconds();

    public bool ChangesBook => Last >= First;
}
