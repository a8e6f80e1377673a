namespace Genesis.Trading;

/// <summary>A strategy as it is declared.</summary>
public sealed class StrategyOptions
{
    /// <summary>Its class, by the name that it was made known with: <c>SmaCrossover</c>, <c>MeanReversion</c>, or one of your own.</summary>
    public string Type { get; set; } = "";

    /// <summary>What it trades; all symbols of the flow when left out.</summary>
    public List<string> Symbols { get; } = [];

    /// <summary>How much of the base currency an order of it is for, unless it says so itself; above 0.</summary>
    public decimal Amount { get; set; }

    /// <summary>Its own settings.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);
}
