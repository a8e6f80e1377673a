using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>What risk allows. Amounts are in the quote currency.</summary>
public sealed class RiskOptions
{
    /// <summary>The least grade of a book that an order may be decided on.</summary>
    public BookGrade MinimumGrade { get; set; } = BookGrade.Sequenced;

    /// <summary>How old the last change of that book may be.</summary>
    public TimeSpan MaxBookAge { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest order.</summary>
    public decimal MaxOrder { get; set; } = 10_000;

    /// <summary>The largest position in one symbol.</summary>
    public decimal MaxPosition { get; set; } = 50_000;

    /// <summary>Orders in any second.</summary>
    public int MaxOrdersPerSecond { get; set; } = 50;

    /// <summary>What becomes of open orders in EMERGENCY and when the kill switch goes on.</summary>
    public OpenOrdersPolicy OpenOrders { get; set; }

    /// <summary>The loss, realised and unrealised, at which the kill switch goes off.</summary>
    public decimal MaxLoss { get; set; } = 5_000;
}
