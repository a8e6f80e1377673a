using System.Collections.Concurrent;

namespace Genesis.Events;

/// <summary>
/// The conservation ledger of this process, for one run: every delivery ends exactly once, so that per event type and subscriber
/// published = handled + conflated + shed + expired + dead-lettered + queued, where what is queued is measured and not counted. Bounded; where rows
/// must be shared, the sums still balance. Safe from any thread.
/// </summary>
internal sealed class Ledger(TimeProvider time, LedgerLimits? limits = null)
{
    private readonly LedgerLimits _limits = limits ?? LedgerLimits.Default;
    private readonly ConcurrentDictionary<(string Subscriber, string Type), LedgerRow> _rows = new();
    private readonly ConcurrentDictionary<string, LedgerRow> _full = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly LedgerRow _others = new(LedgerSnapshot.Others, LedgerSnapshot.Others);
    private readonly Lock _making = new();
    private int _made;
    private long _folded;

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count + _full.Count;

    /// <summary>How many times a row was asked for that had to be shared.</summary>
    public long Folded => Volatile.Read(ref _folded);

    /// <summary>The row of a type and subscriber; always the same one. Keep it: looking it up costs more than counting.</summary>
    public LedgerRow Row(string type, string subscriber)
    {
        if (_rows.TryGetValue((subscriber, type), out var row))
            return row;
        if (!_full.TryGetValue(subscriber, out row))
            row = Make(type, subscriber);
        if (row.Type == LedgerSnapshot.Others)
            Interlocked.Increment(ref _folded);
        return row;
    }

    /// <summary>The counts at this moment; nothing is measured as queued.</summary>
    public LedgerSnapshot Snapshot()
    {
        var rows = _rows.Values.Concat(_full.Values).Select(row => row.Snapshot()).ToList();
        if (_others.Snapshot() is { Published: > 0 } or { CarriedOver: > 0 } or { Ended: > 0 })
            rows.Add(_others.Snapshot());
        rows.Sort(static (x, y) => string.CompareOrdinal(x.Subscriber, y.Subscriber) is var order and not 0 ? order : string.CompareOrdinal(x.Type, y.Type));
        return new LedgerSnapshot(time.GetUtcNow(), [.. rows], Folded);
    }

    private LedgerRow Make(string type, string subscriber)
    {
        lock (_making)
        {
            if (_rows.TryGetValue((subscriber, type), out var row) || _full.TryGetValue(subscriber, out row))
                return row;
            var types = _types.GetValueOrDefault(subscriber);
            if (types >= _limits.TypesPerSubscriber)
                return _full[subscriber] = new LedgerRow(LedgerSnapshot.Others, subscriber);
            if (_made >= _limits.Rows)
                return _others;
            _types[subscriber] = types + 1;
            _made++;
            return _rows[(subscriber, type)] = new LedgerRow(type, subscriber);
        }
    }
}
