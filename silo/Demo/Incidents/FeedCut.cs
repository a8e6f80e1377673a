using Genesis.Exchanges;
using Genesis.ExchangeSimulator;

namespace Genesis.Silo.Demo;

/// <summary>The sockets of the exchange break: all books are stale at once, the feed connects again, and the books are built anew.</summary>
internal sealed class FeedCut : IIncident
{
    private static readonly TimeSpan ForGaps = TimeSpan.FromMilliseconds(500);

    public async Task<IncidentReport> Happen(IncidentStage stage, CancellationToken cancellation)
    {
        var at = stage.Elapsed;
        var (cut, orders) = (stage.Now, stage.Watch.StaleOrders);
        var began = stage.Timestamp;
        stage.Exchange.Inject(new ExchangeFault(ExchangeSimulator.FaultKind.Drop, stage.Venue));
        var stale = await stage.Until(() => First(stage, began, static grade => grade == BookGrade.Stale), cancellation);
        var good = stale is null ? null : await stage.Until(() => AllGood(stage, began), cancellation);
        // Streams tell what they may lack with the first item after it.
        await stage.Pause(ForGaps, cancellation);
        var gaps = stage.Watch.Gaps.Read().Where(gap => gap.Channel == "trades" && gap.To >= cut && gap.From is not null).Select(static gap => gap.To - gap.From!.Value).ToList();
        var lost = gaps.Count == 0 ? "no gap among the trades" : $"trades of at most {IncidentReport.Text(gaps.Max())} missing";
        return new IncidentReport(
            at, "the feed was cut", stale is { } seen ? stage.Between(began, seen) : null,
            $"{lost}, {stage.Watch.StaleOrders - orders} orders on a stale book", good is { } last ? stage.Between(began, last) : null);
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
