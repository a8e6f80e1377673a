using System.Collections.Immutable;

namespace Genesis;

/// <summary>Whether every delivery is accounted for.</summary>
/// <param name="Rows">All rows, with what waits.</param>
/// <param name="Differing">Those that do not balance. Rows of a subscriber that has too many types for rows of their own are one row here.</param>
[GenerateSerializer, Immutable, Alias("Genesis.LedgerBalance")]
public sealed record LedgerBalance([property: Id(0)] ImmutableArray<LedgerRowSnapshot> Rows, [property: Id(1)] ImmutableArray<LedgerRowSnapshot> Differing)
{
    /// <summary>Whether all rows balance.</summary>
    public bool IsBalanced => Differing.IsEmpty;

    /// <summary>Whether more ended than was ever told, which no movement explains.</summary>
    public bool IsWrong => Differing.Any(row => row.Difference < 0);
}
