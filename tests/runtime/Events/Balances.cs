namespace Genesis.Tests.Runtime.Events;

/// <summary>Balances of the ledger, for people.</summary>
internal static class Balances
{
    public static LedgerRowSnapshot Row(this LedgerBalance balance, string type, string subscriber) =>
        balance.Rows.SingleOrDefault(row => row.Type == type && row.Subscriber == subscriber) ?? new LedgerRowSnapshot(type, subscriber);

    public static string Text(LedgerBalance balance) => string.Join("\n", balance.Rows.Select(row =>
        $"{row.Subscriber} {row.Type}: told {row.Published} + {row.CarriedOver} = handled {row.Handled}, conflated {row.Conflated}, expired {row.Expired}, letters {row.DeadLettered}, "
        + $"shed [{string.Join(", ", row.ShedBy.Select(static shed => $"{shed.Key} {shed.Value}"))}], queued {row.Queued}; difference {row.Difference}"));
}
