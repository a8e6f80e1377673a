using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The answer of the exchange manager's <c>summary</c>.</summary>
/// <param name="Counts">Orders and fills so far.</param>
/// <param name="Open">Orders that have not ended, those on their way too.</param>
/// <param name="LastFill">Number of the last fill.</param>
/// <param name="Cash">Money, by currency.</param>
/// <param name="Deposits">What it began with, by currency.</param>
/// <param name="Positions">What is held.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.ExchangeSummary")]
public sealed record ExchangeSummary(
    [property: Id(0)] OrderCounts Counts, [property: Id(1)] int Open, [property: Id(2)] long LastFill, [property: Id(3)] ImmutableSortedDictionary<string, decimal> Cash,
    [property: Id(4)] ImmutableSortedDictionary<string, decimal> Deposits, [property: Id(5)] ImmutableArray<Position> Positions);
