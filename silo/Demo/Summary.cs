using System.Collections.Immutable;
using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>What a run has done, with counts that balance: told when it ends.</summary>
internal static class Summary
{
    public static IEnumerable<string> Lines(FlowFigures figures, FlowWatch watch, IReadOnlyList<IncidentReport> incidents, LedgerBalance ledger, IReadOnlyList<string> commands)
    {
        yield return "";
        yield return "Summary";
        foreach (var line in Flow(figures, watch)) yield return "  " + line;
        if (figures.Exchange is { } exchange && figures.Portfolio is { } portfolio)
            foreach (var line in Account(exchange, portfolio)) yield return "  " + line;
        foreach (var line in Ledger(ledger)) yield return "  " + line;
        if (incidents.Count > 0) yield return "Incidents";
        foreach (var incident in incidents) yield return FlowText.Text($"  {incident.At.TotalSeconds,4:0} s  {incident}");
        yield return "Try";
        foreach (var command in commands) yield return "  " + command;
    }

    private static IEnumerable<string> Flow(FlowFigures figures, FlowWatch watch)
    {
        var unsettled = figures.Signals?.Unsettled ?? 0;
        var carried = watch.CarriedOver > 0 ? FlowText.Text($" + {watch.CarriedOver} of an earlier run") : "";
        var balance = watch.Signals + watch.CarriedOver == watch.Accepted + watch.Refused + unsettled;
        yield return FlowText.Text($"signals    {watch.Signals}{carried} = {watch.Accepted} accepted + {watch.Refused} refused{(unsettled > 0 ? FlowText.Text($" + {unsettled} unsettled") : "")}{Mark(balance)}");
        foreach (var (reason, count) in (figures.Signals?.Reasons ?? ImmutableSortedDictionary<string, long>.Empty).OrderByDescending(static pair => pair.Value).Take(3))
            yield return FlowText.Text($"             refused so far {count}: {reason}");
        if (figures.Exchange is not { } exchange) yield break;
        var counts = exchange.Counts;
        yield return FlowText.Text($"orders     {counts.Orders} = {counts.Filled} filled + {exchange.Open} open + {counts.Cancelled} cancelled + {counts.Rejected} rejected{Mark(counts.Orders == counts.Filled + exchange.Open + counts.Cancelled + counts.Rejected)}");
        yield return FlowText.Text($"fills      {counts.Fills}, the last has number {exchange.LastFill}{Mark(counts.Fills == exchange.LastFill)}");
        yield return FlowText.Text($"latency    book received to order done {FlowText.Latency(watch.BookToOrder.Read())}");
    }

    public static IEnumerable<string> Account(ExchangeSummary exchange, PortfolioSummary portfolio)
    {
        foreach (var (currency, deposit) in exchange.Deposits)
        {
            var cash = exchange.Cash.GetValueOrDefault(currency);
            // What flowed by the portfolio's own books, which it keeps by the fills alone.
            var flow = portfolio.Positions.Where(position => position.Position.Symbol.EndsWith("-" + currency, StringComparison.Ordinal)).Sum(static position => position.Position.Realised - position.Position.Cost);
            yield return FlowText.Text($"cash       {currency} {FlowText.Exact(cash)} = {FlowText.Exact(deposit)} at the beginning {(flow < 0 ? "-" : "+")} {FlowText.Exact(Math.Abs(flow))} by the fills{Mark(cash == deposit + flow)}");
        }
        foreach (var valued in portfolio.Positions)
        {
            var (position, symbol) = (valued.Position, valued.Position.Symbol);
            var held = exchange.Positions.FirstOrDefault(one => one.Symbol == symbol)?.Amount ?? 0;
            yield return FlowText.Text($"position   {symbol} {FlowText.Exact(held)} at the exchange, {FlowText.Exact(position.Amount)} in the portfolio{Mark(held == position.Amount)}");
        }
        yield return FlowText.Text($"profit     {FlowText.Exact(portfolio.Realised)} realised, {FlowText.Exact(portfolio.Unrealised)} open, after {FlowText.Exact(portfolio.Fees)} of fees");
    }

    public static IEnumerable<string> Ledger(LedgerBalance ledger)
    {
        var total = ledger.Rows.Aggregate(new LedgerRowSnapshot("*", "*"), static (sum, row) => sum.Plus(row));
        yield return FlowText.Text($"ledger     {total.Published + total.CarriedOver} deliveries = {total.Handled} handled + {total.Conflated} conflated + {total.Shed} shed + {total.Expired} expired + {total.DeadLettered} dead letters + {total.Queued} queued{Balance(ledger, total.Difference)}");
    }

    // More told than ended and queued: some were between two places when the time to settle was over. The reverse is an error, whatever moves.
    private static string Balance(LedgerBalance ledger, long difference) =>
        ledger.IsBalanced ? Mark(true) : ledger.IsWrong ? Mark(false) : FlowText.Text($"  {difference} on their way when it was read");

    private static string Mark(bool balances) => balances ? "  ✓" : "  ✗ does not balance";
}
