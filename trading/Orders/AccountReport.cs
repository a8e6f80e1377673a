using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The answer of <c>account</c>: what the venue holds at one moment, for those who must agree with it.</summary>
/// <param name="Account">The life of the exchange manager that says so.</param>
/// <param name="LastFill">Number of the last fill that the rest holds.</param>
/// <param name="Positions">What is held.</param>
/// <param name="Open">Orders that have not ended, those on their way too.</param>
/// <param name="Recent">When the orders of the last second reached the venue (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.AccountReport")]
public sealed record AccountReport(
    [property: Id(0)] string Account, [property: Id(1)] long LastFill, [property: Id(2)] ImmutableArray<Position> Positions, [property: Id(3)] ImmutableArray<OrderReport> Open,
    [property: Id(4)] ImmutableArray<DateTimeOffset> Recent);
