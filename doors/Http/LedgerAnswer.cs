using System.Collections.Immutable;

namespace Genesis.Doors;

/// <summary>The conservation ledger.</summary>
/// <param name="IsBalanced">Whether every delivery is accounted for. While events move, what is between two places is missing.</param>
/// <param name="IsWrong">Whether more ended than was ever told, which no movement explains.</param>
/// <param name="Total">All rows in one.</param>
/// <param name="Rows">One per event type and subscriber.</param>
/// <param name="Differing">Those that do not balance.</param>
public sealed record LedgerAnswer(bool IsBalanced, bool IsWrong, LedgerRowSnapshot Total, ImmutableArray<LedgerRowSnapshot> Rows, ImmutableArray<LedgerRowSnapshot> Differing)
{
    internal static LedgerAnswer Of(LedgerBalance balance) => new(
        balance.IsBalanced, balance.IsWrong, balance.Rows.Aggregate(new LedgerRowSnapshot(LedgerSnapshot.Others, LedgerSnapshot.Others), static (sum, row) => sum.Plus(row)), balance.Rows, balance.Differing);
}
