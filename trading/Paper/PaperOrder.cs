namespace Genesis.Trading;

/// <summary>An order at the paper exchange. Never changes.</summary>
[Immutable]
public sealed record PaperOrder
{
    /// <summary>The order as everybody sees it.</summary>
    public required OrderReport Report { get; init; }

    /// <summary>Number of its arrival: at the same price, the lower one is first.</summary>
    public long Arrival { get; init; }

    /// <summary>Refused if it would take at once.</summary>
    public bool PostOnly { get; init; }

    /// <summary>Only makes a position smaller.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>The worst price that was approved for a market order; null for no bound.</summary>
    public decimal? Worst { get; init; }

    /// <summary>What was displayed at its price before it; null while its price is deeper than the levels that are displayed.</summary>
    public decimal? QueueAhead { get; init; }

    /// <summary>Sum of price times amount of its fills.</summary>
    public decimal Worth { get; init; }
}
