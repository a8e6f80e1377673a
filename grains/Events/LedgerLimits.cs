namespace Genesis.Events;

/// <summary>How many rows a ledger may have. A row takes some 300 bytes.</summary>
/// <param name="TypesPerSubscriber">Rows of one subscriber; further types share one.</param>
/// <param name="Rows">Rows altogether; further subscribers share one.</param>
internal sealed record LedgerLimits(int TypesPerSubscriber = 200, int Rows = 500_000)
{
    /// <summary>The usual ones.</summary>
    public static LedgerLimits Default { get; } = new();
}
