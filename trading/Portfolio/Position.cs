namespace Genesis.Trading;

/// <summary>What is held of one symbol, and what it has earned so far, at average cost. Never changes.</summary>
/// <param name="Symbol">As <c>BTC-USDT</c>.</param>
/// <param name="Amount">In the base currency; never below 0 on a spot account.</param>
/// <param name="Cost">What is held has cost, fees of buying included, in the quote currency.</param>
/// <param name="Realised">Profit of what was sold, net of all its fees.</param>
/// <param name="Fees">All fees so far.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.Position")]
public sealed record Position(
    [property: Id(0)] string Symbol, [property: Id(1)] decimal Amount = 0, [property: Id(2)] decimal Cost = 0, [property: Id(3)] decimal Realised = 0, [property: Id(4)] decimal Fees = 0)
{
    /// <summary>What one unit has cost on average; 0 when nothing is held.</summary>
    public decimal AveragePrice => Amount == 0 ? 0 : decimal.Round(Cost / Amount, Money.Digits);

    /// <summary>Profit if all that is held were sold at a price, before the fee of that.</summary>
    public decimal UnrealisedAt(decimal price) => (Amount * price) - Cost;

    /// <summary>The position after a fill. What it has flowed in and out of the account is always <c>Realised - Cost</c>, to the last digit.</summary>
    public Position With(Fill fill)
    {
        var worth = fill.Price * fill.Amount;
        if (fill.Side == Exchanges.Side.Buy) return this with { Amount = Amount + fill.Amount, Cost = Cost + worth + fill.Fee, Fees = Fees + fill.Fee };
        var share = fill.Amount >= Amount ? Cost : decimal.Round(Cost * (fill.Amount / Amount), Money.Digits);
        return this with { Amount = Amount - fill.Amount, Cost = Cost - share, Realised = Realised + worth - fill.Fee - share, Fees = Fees + fill.Fee };
    }
}
