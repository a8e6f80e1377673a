using System.CommandLine;

namespace Genesis.Client;

/// <summary>genesis ledger: what became of every delivery of an event.</summary>
internal static class LedgerVerb
{
    public static Command Create()
    {
        var component = CommonOptions.ComponentOption("--component", "Only those of this component.");
        var type = new Option<string?>("--type") { Description = "Only events of this type, or of types that begin so (trade.*)." };
        var command = new Verb("ledger", """
            Shows what became of every delivery of an event, by subscriber and type.
            Told = handled + conflated + shed + expired + dead letters + waiting.

            Examples:
              genesis ledger
              genesis ledger --component echo --type 'test.*'
            """)
        { component, type };
        command.SetAction((parsed, cancellationToken) => SiloConnection.Use(
            parsed,
            async (session, end) =>
            {
                var ledger = await session.Operator.GetLedger(end);
                var rows = ledger.Rows.Where(row => Fits(parsed.GetValue(type), row.Type)).ToList();
                if (parsed.GetValue(component) is { } id)
                {
                    rows.RemoveAll(row => row.Subscriber != id);
                    if (rows.Count == 0 && await session.Components.Find(id) is null) throw await session.Unknown(id);
                }
                if (session.Json) Output.Json(new { ledger.IsBalanced, ledger.IsWrong, Rows = rows });
                else Print(ledger, rows);
                return ledger.IsWrong ? ExitCode.Failed : ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    private static bool Fits(string? pattern, string type) =>
        pattern is null || pattern == type || (pattern.EndsWith('*') && type.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static void Print(LedgerBalance ledger, List<LedgerRowSnapshot> rows)
    {
        if (rows.Count == 0)
        {
            Output.Line(ledger.Rows.Length == 0 ? "No events have been told to any subscriber." : "No events have been told that fit.");
            return;
        }
        var total = rows.Aggregate(new LedgerRowSnapshot("", "all"), static (sum, row) => sum.Plus(row));
        Output.Table(["Subscriber", "Type", ">Told", ">Handled", ">Conflated", ">Shed", ">Expired", ">Dead", ">Waiting", "Shed because"], rows.Append(total).Select(Row));
        Output.Line(ledger.IsWrong ? "Wrong: more ended than was ever told. This is a fault of Genesis; please report it."
            : ledger.IsBalanced ? "Balanced: every delivery is accounted for."
            : $"{Output.Number(ledger.Differing.Sum(static row => row.Difference))} deliveries were between two places when it was read; at rest the difference is 0.");
    }

    private static string[] Row(LedgerRowSnapshot row) =>
    [
        row.Subscriber, row.Type, Output.Number(row.Published + row.CarriedOver), Output.Number(row.Handled), Output.Number(row.Conflated), Output.Number(row.Shed), Output.Number(row.Expired),
        Output.Number(row.DeadLettered), Output.Number(row.Queued), string.Join(", ", row.ShedBy.Select(static shed => $"{shed.Key} {Output.Number(shed.Value)}")),
    ];
}
