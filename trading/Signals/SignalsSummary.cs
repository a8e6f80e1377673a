using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>What became of the signals: all = accepted + refused + unsettled.</summary>
/// <param name="Accepted">Became an order that the venue took.</param>
/// <param name="Refused">Did not.</param>
/// <param name="Unsettled">Their order was sent, and whether it arrived is being found out.</param>
/// <param name="Reasons">How many were refused by which reason.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.SignalsSummary")]
public sealed record SignalsSummary(
    [property: Id(0)] long Accepted, [property: Id(1)] long Refused, [property: Id(2)] long Unsettled, [property: Id(3)] ImmutableSortedDictionary<string, long> Reasons)
{
    /// <summary>All of them.</summary>
    public long Signals => Accepted + Refused + Unsettled;
}
