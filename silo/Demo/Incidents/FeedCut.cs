using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Silo.Demo;

/// <summary>The sockets of the exchange break: all books are stale at once, the feed connects again, and the books are built anew.</summary>
internal sealed class FeedCut : IIncident
{
    public async Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation)
    {
        var at = stage.Elapsed;
        var gaps = stage.Watch.Gaps.Read().Count;
        var began = stage.Timestamp;
        stage.Exchange.Inject(new ExchangeFault(ExchangeSimulator.FaultKind.Drop, stage.Venue));
        var stale = await stage.Until(() => First(stage, began, static grade => grade == BookGrade.Stale), cancellation);
        var good = stale is null ? null : await stage.Until(() => AllGood(stage, began), cancellation);
        // Streams tell what they may lack with the first item after it.
        var missing = stage.Watch.Gaps.Read().Skip(gaps).Where(static gap => gap.Channel == "trades").Sum(static gap => gap.Missing ?? 0);
        return new IncidentReport(
            at, "the feed was cut", stale is { } seen ? stage.Between(began, seen) : null,
            missing == 0 ? "no order on a stale book, at most the trades of that moment missed" : $"no order on a stale book, at most {missing} trades missed", good is { } last ? stage.Between(began, last) : null);
    }

    private static long? First(IncidentStage stage, long since, Func<BookGrade, bool> wanted)
    {
        foreach (var change in stage.Watch.GradeChanges.Read())
            if (change.At >= since && wanted(change.Grade)) return change.At;
        return null;
    }

    // The last of the books that became good again after they were stale.
    private static long? AllGood(IncidentStage stage, long since)
    {
        if (!stage.Symbols.All(stage.Watch.IsGood)) return null;
        long? last = null;
        foreach (var change in stage.Watch.GradeChanges.Read())
            if (change.At >= since && change.Grade != BookGrade.Stale) last = change.At;
        return last;
    }
}
