using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The answer of the risk manager's <c>summary</c>. Money is in the quote currency.</summary>
/// <param name="Kill">The notice of the kill switch while it is on.</param>
/// <param name="Approved">Orders that were approved.</param>
/// <param name="Refused">Orders that were not.</param>
/// <param name="Reserved">Orders that something is reserved for.</param>
/// <param name="Loss">What was lost so far, realised and unrealised; below 0 is profit.</param>
/// <param name="Exposure">By symbol, what the position could be worth if all its orders were executed.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.RiskSummary")]
public sealed record RiskSummary(
    [property: Id(0)] RiskNotice? Kill, [property: Id(1)] long Approved, [property: Id(2)] long Refused, [property: Id(3)] int Reserved, [property: Id(4)] decimal Loss,
    [property: Id(5)] ImmutableSortedDictionary<string, decimal> Exposure);
