using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The answer of the portfolio's <c>summary</c>. Money is in the quote currency, net of fees.</summary>
/// <param name="LastFill">Number of the last fill that it holds.</param>
/// <param name="Positions">Each symbol that was ever held.</param>
/// <param name="Realised">Profit of what was sold.</param>
/// <param name="Unrealised">Profit of what is held, at the last prices.</param>
/// <param name="Fees">All fees; the profits are net of them.</param>
/// <param name="CashFlow">What came in less what went out: realised profit less the cost of what is held, to the last digit.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.PortfolioSummary")]
public sealed record PortfolioSummary(
    [property: Id(0)] long LastFill, [property: Id(1)] ImmutableArray<ValuedPosition> Positions, [property: Id(2)] decimal Realised, [property: Id(3)] decimal Unrealised,
    [property: Id(4)] decimal Fees, [property: Id(5)] decimal CashFlow);
