namespace Genesis.Trading;

/// <summary>The paper exchange: orders are filled against the books of the real one, with money that is not there.</summary>
public sealed class PaperOptions
{
    /// <summary>What is on the account at the beginning, by currency; 1,000,000 of each quote currency that is not named.</summary>
    public Dictionary<string, decimal> Cash { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fee of an order that waited in the book, as a share of what it is worth.</summary>
    public decimal MakerFee { get; set; } = 0.0008m;

    /// <summary>Fee of an order that took from the book.</summary>
    public decimal TakerFee { get; set; } = 0.001m;

    /// <summary>How long an order takes to the venue.</summary>
    public TimeSpan Latency { get; set; }
}
