using System.Collections.Immutable;

namespace Genesis;

/// <summary>
/// The conservation ledger at one moment: what became of every delivery of this run, per event type and subscriber. In a cluster each process has
/// its part of it, and <see cref="Merge"/> adds them up.
/// </summary>
/// <param name="At">When it was read (UTC).</param>
/// <param name="Rows">Ordered by subscriber and type.</param>
/// <param name="Folded">How many times a row was asked for that had to be shared, because there were too many.</param>
[GenerateSerializer, Immutable, Alias("Genesis.LedgerSnapshot")]
public sealed record LedgerSnapshot(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] ImmutableArray<LedgerRowSnapshot> Rows, [property: Id(2)] long Folded)
{
    /// <summary>Stands for all types or subscribers that have no row of their own.</summary>
    public const string Others = "*";

    /// <summary>All rows in one.</summary>
    public LedgerRowSnapshot Total => Sum(Rows, Others, Others);

    /// <summary>The ledger of several processes as one. An event may be told in one and end in another, so only the sum balances.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LedgerSnapshot Merge(IReadOnlyCollection<LedgerSnapshot> parts)
    {
        if (parts.Count == 0)
            throw new ArgumentException("There is nothing to merge: pass the ledger of at least one process.", nameof(parts));
        return new(parts.Max(part => part.At), Ordered(parts.SelectMany(part => part.Rows)), parts.Sum(part => part.Folded));
    }

    /// <summary>
    /// Whether everything told is accounted for. Exact when nothing moves. While events move, read this one first, then measure the queues, then
    /// read the later one: each event is then met at most once, so a difference can only be what was on its way, and one below 0 is always an error.
    /// </summary>
    /// <param name="queued">What waits, or is being handled, in all places together.</param>
    /// <param name="later">Read after the queues were measured, for what was published; this one if nothing moves.</param>
    public LedgerBalance Balance(IEnumerable<QueuedEvents> queued, LedgerSnapshot? later = null)
    {
        var ends = Rows.Select(row => row with { Published = 0, CarriedOver = 0 });
        var published = (later ?? this).Rows.Select(row => new LedgerRowSnapshot(row.Type, row.Subscriber) { Published = row.Published, CarriedOver = row.CarriedOver });
        var waiting = queued.Select(events => new LedgerRowSnapshot(events.Type, events.Subscriber) { Queued = events.Count });
        var rows = Ordered(ends.Concat(published).Concat(waiting));
        return new LedgerBalance(rows, [.. Comparable(rows).Where(row => row.Difference != 0)]);
    }

    // Where rows are shared, an event may have been counted in its own row in one place and in the shared one in another: only their sum can be compared.
    private static IEnumerable<LedgerRowSnapshot> Comparable(ImmutableArray<LedgerRowSnapshot> rows)
    {
        if (rows.Any(row => row.Subscriber == Others))
            return [Sum(rows, Others, Others)];
        var sharing = rows.Where(row => row.Type == Others).Select(row => row.Subscriber).ToHashSet(StringComparer.Ordinal);
        return rows.Where(row => !sharing.Contains(row.Subscriber))
            .Concat(rows.Where(row => sharing.Contains(row.Subscriber)).GroupBy(row => row.Subscriber, StringComparer.Ordinal).Select(group => Sum(group, Others, group.Key)));
    }

    private static ImmutableArray<LedgerRowSnapshot> Ordered(IEnumerable<LedgerRowSnapshot> rows) =>
    [
        .. rows.GroupBy(row => (row.Subscriber, row.Type)).Select(group => Sum(group, group.Key.Type, group.Key.Subscriber))
            .OrderBy(row => row.Subscriber, StringComparer.Ordinal).ThenBy(row => row.Type, StringComparer.Ordinal),
    ];

    private static LedgerRowSnapshot Sum(IEnumerable<LedgerRowSnapshot> rows, string type, string subscriber) =>
        rows.Aggregate(new LedgerRowSnapshot(type, subscriber), (sum, row) => sum.Plus(row));
}
