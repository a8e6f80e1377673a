using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Genesis.Storage;

/// <summary>Keeps the figures of a store, tells changes to log and metrics. Safe from any thread.</summary>
internal sealed class StoreStatus : IDisposable
{
    private const int RefusedKept = 50;
    private const string StoreTag = "store";

    private readonly Lock _gate = new();
    private readonly Meter? _meter;
    private readonly KeyValuePair<string, object?> _tag;
    private readonly Counter<long>? _commitCounter;
    private readonly Histogram<double>? _duration;
    private readonly Counter<long>? _rowCounter;
    private readonly Counter<long>? _byteCounter;
    private readonly Counter<long>? _rawByteCounter;
    private readonly Counter<long>? _failureCounter;
    private readonly Counter<long>? _givenUpCounter;
    private readonly Counter<long>? _refusedCounter;
    private readonly Queue<RefusedState> _refused = [];
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private StorageHealth _health;
    private string? _outage;
    private string? _warning;

    public StoreStatus(string name, string kind, TimeProvider time, ILogger log, IMeterFactory? meters, Func<int> queued)
    {
        (_name, _time, _log) = (name, time, log);
        _tag = new(StoreTag, name);
        _health = new StorageHealth { Name = name, Kind = kind, Since = time.GetUtcNow() };
        if (meters is null) return;
        _meter = meters.Create(Meters.Storage);
        _commitCounter = _meter.CreateCounter<long>("genesis.storage.commits", "{transaction}", "Transactions committed");
        _duration = _meter.CreateHistogram<double>("genesis.storage.commit.duration", "s", "From the beginning of a transaction to the end of its commit");
        _rowCounter = _meter.CreateCounter<long>("genesis.storage.rows", "{operation}", "Operations committed");
        _byteCounter = _meter.CreateCounter<long>("genesis.storage.bytes", "By", "Payload written, after compression");
        _rawByteCounter = _meter.CreateCounter<long>("genesis.storage.bytes.raw", "By", "Payload before compression");
        _failureCounter = _meter.CreateCounter<long>("genesis.storage.failures", "{attempt}", "Attempts that failed");
        _givenUpCounter = _meter.CreateCounter<long>("genesis.storage.given_up", "{operation}", "Operations given up: too late, or the queue was full");
        _refusedCounter = _meter.CreateCounter<long>("genesis.storage.refused", "{version}", "Stored versions refused");
        _meter.CreateObservableGauge("genesis.storage.queued", () => new Measurement<int>(queued(), _tag), "{operation}", "Operations that wait or are being done");
        _meter.CreateObservableGauge("genesis.storage.degraded", () => new Measurement<int>(_health.State == StorageState.Degraded ? 1 : 0, _tag), "{store}", "1 while the store is degraded");
    }

    public StorageHealth Health(int queued)
    {
        lock (_gate) return _health with { Queued = queued, Refused = [.. _refused] };
    }

    public void Opened() => Change(health => health, outage: null);

    public void Committed(int rows, long bytes, long rawBytes, bool flushed, TimeSpan took)
    {
        _commitCounter?.Add(1, _tag);
        _duration?.Record(took.TotalSeconds, _tag);
        _rowCounter?.Add(rows, _tag);
        _byteCounter?.Add(bytes, _tag);
        _rawByteCounter?.Add(rawBytes, _tag);
        Change(
            health => health with
            {
                LastCommit = _time.GetUtcNow(),
                Commits = health.Commits + 1,
                FlushedCommits = health.FlushedCommits + (flushed ? 1 : 0),
                Rows = health.Rows + rows,
                Bytes = health.Bytes + bytes,
                RawBytes = health.RawBytes + rawBytes,
            },
            outage: null);
    }

    public void Failed(string reason)
    {
        _failureCounter?.Add(1, _tag);
        Change(static health => health with { Failures = health.Failures + 1 }, reason);
    }

    public void GaveUp(int operations)
    {
        _givenUpCounter?.Add(operations, _tag);
        lock (_gate) _health = _health with { GivenUp = _health.GivenUp + operations };
    }

    public void Refused(RefusedState refused)
    {
        _refusedCounter?.Add(1, _tag);
        lock (_gate)
        {
            _refused.Enqueue(refused);
            if (_refused.Count > RefusedKept) _refused.Dequeue();
            _health = _health with { RefusedCount = _health.RefusedCount + 1 };
        }
        _log.StateRefused(_name, refused.StateName, refused.Grain, refused.Version, refused.Reason, refused.UsedInstead?.ToString() ?? "none");
    }

    public void Warn(string? reason)
    {
        lock (_gate)
        {
            if (_warning == reason) return;
            _warning = reason;
        }
        Change(static health => health, _outage);
    }

    public void Dispose() => _meter?.Dispose();

    private void Change(Func<StorageHealth, StorageHealth> next, string? outage)
    {
        StorageHealth before, after;
        lock (_gate)
        {
            before = _health;
            _outage = outage;
            var reason = outage ?? _warning;
            after = next(before) with { State = reason is null ? StorageState.Healthy : StorageState.Degraded, Reason = reason };
            if (after.State != before.State) after = after with { Since = _time.GetUtcNow() };
            _health = after;
        }
        if (after.State == before.State && (outage is null || after.Reason == before.Reason)) return;
        if (after.State == StorageState.Degraded) _log.StoreDegraded(_name, after.Reason!);
        else if (before.State == StorageState.Degraded) _log.StoreHealed(_name, after.Since - before.Since);
    }
}
