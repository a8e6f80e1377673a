using System.Diagnostics.Metrics;
using Genesis.Events;

namespace Genesis;

/// <summary>The events of this process as metrics. They are read from the ledger when they are asked for: telling and handling count nothing twice.</summary>
internal sealed class EventMetrics : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly Meter? _meter;
    private readonly Ledger _ledger;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private LedgerRowSnapshot _total = new(LedgerSnapshot.Others, LedgerSnapshot.Others);
    private long _readAt = long.MinValue;

    public EventMetrics(Ledger ledger, EventTeller teller, EventCounts counts, LocalComponents local, TimeProvider time, IMeterFactory? meters)
    {
        (_ledger, _time) = (ledger, time);
        if (meters is null) return;
        _meter = meters.Create(Meters.Components);
        Total("published", static total => total.Published, "Deliveries told: events times subscribers");
        Total("carried_over", static total => total.CarriedOver, "Durable deliveries taken over from earlier runs");
        Total("handled", static total => total.Handled, "Deliveries handled");
        Total("conflated", static total => total.Conflated, "Deliveries replaced by a newer one of the same key");
        Total("expired", static total => total.Expired, "Deliveries that were worth nothing any more");
        Total("dead_lettered", static total => total.DeadLettered, "Deliveries given up after their handler failed");
        _meter.CreateObservableCounter(
            "genesis.events.shed", () => Read().ShedBy.Select(static shed => new Measurement<long>(shed.Value, new KeyValuePair<string, object?>("reason", shed.Key.ToString()))), "{delivery}", "Deliveries shed, by reason");
        Count("refused", () => teller.Refused, "{event}", "Events that were not told: refused by the mode, or with data that cannot be carried");
        Count("streams.lost", () => teller.Routes.LostInStreams, "{event}", "Events that did not get into the stream of their type: it was full, or the silo stopped");
        Count("duplicates", () => counts.Duplicates, "{delivery}", "Second copies of durable events, dropped");
        Count("retries", () => counts.Retries, "{attempt}", "Handlers tried again");
        Count("spilled", () => counts.Spilled, "{delivery}", "Durable deliveries that found no room and stayed in the journal until there was");
        Count("mailbox.warnings", () => counts.MailboxWarnings, "{warning}", "Mailboxes that filled up to their warning mark");
        Count("dead_letters.lost", () => counts.LettersLost, "{letter}", "Dead letters that could not be stored");
        _meter.CreateObservableGauge("genesis.events.outboxes", () => teller.Routes.Outboxes.Sum(static outbox => (long)outbox.Count), "{event}", "Events on their way from this process");
        _meter.CreateObservableGauge("genesis.events.mailboxes", () => Waiting(local), "{event}", "Events that wait in the mailboxes of this process");

        void Total(string name, Func<LedgerRowSnapshot, long> value, string description) => Count(name, () => value(Read()), "{delivery}", description);

        void Count(string name, Func<long> value, string unit, string description) => _meter.CreateObservableCounter("genesis.events." + name, value, unit, description);
    }

    public void Dispose() => _meter?.Dispose();

    private static long Waiting(LocalComponents local)
    {
        List<ComponentCell> cells = [];
        local.CopyTo(cells);
        return cells.Sum(static cell => (long)cell.Events.Count);
    }

    // All instruments are read together: one look at the ledger does for all of them.
    private LedgerRowSnapshot Read()
    {
        lock (_gate)
        {
            if (_readAt != long.MinValue && _time.GetElapsedTime(_readAt) < Fresh) return _total;
            _readAt = _time.GetTimestamp();
            return _total = _ledger.Snapshot().Total;
        }
    }
}
