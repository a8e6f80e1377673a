using System.Diagnostics;
using System.Diagnostics.Metrics;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Storage;

namespace Genesis.Embedded.Diagnostics;

/// <summary>The engine's instruments, meter Genesis.Embedded. An instrument that nobody listens to costs a flag.</summary>
internal sealed class EngineMetrics : IDisposable
{
    public const string MeterName = "Genesis.Embedded";

    private const string InterfaceTag = "interface";
    private const string MethodTag = "method";
    private const string OutcomeTag = "outcome";

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _timeouts;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _late;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _activated;
    private readonly Counter<long> _deactivated;
    private readonly Counter<long> _activationsFailed;
    private readonly Histogram<double> _storage;
    private readonly Counter<long> _ticks;
    private readonly Histogram<double> _tardiness;

    public EngineMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create(MeterName);
        _calls = _meter.CreateCounter<long>("genesis.engine.calls", "{call}", "Grain calls that ran to their end, by what their callers saw");
        _duration = _meter.CreateHistogram<double>("genesis.engine.call.duration", "s", "From sending a call to the end of its method");
        _timeouts = _meter.CreateCounter<long>("genesis.engine.call.timeouts", "{call}", "Calls not answered within their response timeout");
        _expired = _meter.CreateCounter<long>("genesis.engine.call.expired", "{call}", "Calls dropped unrun because their caller had given up");
        _late = _meter.CreateCounter<long>("genesis.engine.call.late", "{call}", "Results discarded because their caller had given up");
        _rejected = _meter.CreateCounter<long>("genesis.engine.call.rejected", "{call}", "Calls refused: overloaded activation or stopping silo");
        _activated = _meter.CreateCounter<long>("genesis.engine.activations.created", "{activation}", "Activations made");
        _deactivated = _meter.CreateCounter<long>("genesis.engine.activations.removed", "{activation}", "Activations ended");
        _activationsFailed = _meter.CreateCounter<long>("genesis.engine.activations.failed", "{activation}", "Activations whose start threw");
        _storage = _meter.CreateHistogram<double>("genesis.engine.storage.duration", "s", "Operations on stored state, by operation and outcome");
        _ticks = _meter.CreateCounter<long>("genesis.engine.reminder.ticks", "{tick}", "Ticks of reminders, by outcome");
        _tardiness = _meter.CreateHistogram<double>("genesis.engine.reminder.tardiness", "s", "How long after its due time a tick was sent");
    }

    /// <summary>Adds the gauges that look at the catalog when they are read.</summary>
    public void Observe(Catalog catalog)
    {
        _meter.CreateObservableUpDownCounter("genesis.engine.activations", () => catalog.All.Count(static a => !a.Class.IsObserver), "{activation}", "Activations in memory");
        _meter.CreateObservableUpDownCounter("genesis.engine.queue.length", () => catalog.All.Sum(static a => a.QueueLength), "{call}", "Calls that wait for their grain");
        _meter.CreateObservableGauge("genesis.engine.queue.longest", () => catalog.All.Select(static a => a.QueueLength).DefaultIfEmpty().Max(), "{call}", "Calls that wait for the busiest grain");
    }

    public bool MeasuresDuration => _duration.Enabled;

    /// <summary>Never 0, which stands for not measured: a virtual clock starts there.</summary>
    public long Timestamp() => Math.Max(1, _time.GetTimestamp());

    public void CallDone(ICall call)
    {
        // A timer's tick takes a call's place in the queue, but nobody called.
        if (call.Method.IsLocal) return;
        if (_calls.Enabled) _calls.Add(1, new KeyValuePair<string, object?>(OutcomeTag, Outcome(call.Promise.IsCompletedSuccessfully)));
        if (call.Header.Extras is { Sent: > 0 } extras && _duration.Enabled)
        {
            var tags = new TagList { { InterfaceTag, call.Method.InterfaceType.Name }, { MethodTag, call.Method.Name } };
            _duration.Record(_time.GetElapsedTime(extras.Sent).TotalSeconds, tags);
        }
    }

    public void TimedOut(GrainMethod method) => _timeouts.Add(1, new(InterfaceTag, method.InterfaceType.Name), new(MethodTag, method.Name));

    public void ExpiredCallDropped() => _expired.Add(1);

    public void LateResult() => _late.Add(1);

    public void Rejected() => _rejected.Add(1);

    public void Activated() => _activated.Add(1);

    public void Deactivated() => _deactivated.Add(1);

    public void ActivationFailed() => _activationsFailed.Add(1);

    public bool MeasuresStorage => _storage.Enabled;

    /// <summary>An operation of a state's store has ended.</summary>
    public void StorageDone(StateOperationKind kind, bool succeeded, long started)
    {
        var operation = kind switch
        {
            StateOperationKind.Read => "read",
            StateOperationKind.Write => "write",
            _ => "clear",
        };
        _storage.Record(_time.GetElapsedTime(started).TotalSeconds, new("operation", operation), new(OutcomeTag, Outcome(succeeded)));
    }

    /// <summary>A reminder's tick was answered.</summary>
    public void ReminderTicked(bool succeeded) => _ticks.Add(1, new KeyValuePair<string, object?>(OutcomeTag, Outcome(succeeded)));

    public void ReminderSent(TimeSpan late)
    {
        if (_tardiness.Enabled) _tardiness.Record(late.TotalSeconds);
    }

    /// <summary>Adds the gauge of reminders that are waited for.</summary>
    public void ObserveReminders(Func<int> count) =>
        _meter.CreateObservableUpDownCounter("genesis.engine.reminders", count, "{reminder}", "Reminders that are waited for");

    public void Dispose() => _meter.Dispose();

    private static string Outcome(bool succeeded) => succeeded ? "ok" : "error";
}
