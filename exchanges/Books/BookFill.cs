namespace Genesis.Exchanges;

/// <summary>What a taker would get from a book.</summary>
/// <param name="Size">Size that is there, in units of the base.</param>
/// <param name="Cost">What it costs, in units of the quote, without fees.</param>
/// <param name="WorstPrice">The last price reached; zero if nothing is there.</param>
public readonly record struct BookFill(decimal Size, decimal Cost, decimal WorstPrice)
{
    /// <summary>Zero if nothing is there.</summary>
    public decimal AveragePrice => Size == 0 ? 0 : Cost / Size;
}
