using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Silo.Demo;

/// <summary>The exchange leaves out one change of a book: the numbers of the next one show it, and that book alone is built anew.</summary>
internal sealed class DeltaDropped : IIncident
{
    public async Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation)
    {
        var (at, symbol) = (stage.Elapsed, stage.Symbols[0]);
        var (committed, orders) = (Committed(stage), stage.Watch.StaleOrders);
        stage.Exchange.Inject(new ExchangeFault(ExchangeSimulator.FaultKind.Gap, stage.Venue, symbol, BooksOnly: true));
        var dropped = await stage.Until<long>(() => Committed(stage) > committed ? stage.Timestamp : null, cancellation);
        if (dropped is not { } began) return new IncidentReport(at, $"a change of the book of {symbol} was to be dropped, and none came", null, "nothing lost", null);
        // Seen by a look every millisecond: what follows may have come in the one before.
        began -= stage.Millisecond;
        var stale = await stage.Until(() => First(stage, symbol, began, isStale: true), cancellation);
        var good = stale is { } seen ? await stage.Until(() => First(stage, symbol, seen, isStale: false), cancellation) : null;
        return new IncidentReport(
            at, $"a change of the book of {symbol} was dropped", stale is { } noticed ? stage.Between(began, noticed) : null,
            $"one change lost, {stage.Watch.StaleOrders - orders} orders on a stale book", good is { } rebuilt ? stage.Between(began, rebuilt) : null);
    }

    private static long Committed(IncidentStage stage) => stage.Exchange.Faults.Committed.GetValueOrDefault(ExchangeSimulator.FaultKind.Gap);

    private static long? First(IncidentStage stage, string symbol, long since, bool isStale)
    {
        foreach (var change in stage.Watch.GradeChanges.Read())
            if (change.Symbol == symbol && change.At >= since && change.Grade == BookGrade.Stale == isStale) return change.At;
        return null;
    }
}
