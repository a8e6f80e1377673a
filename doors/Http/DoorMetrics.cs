using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace Genesis.Doors;

/// <summary>What the doors count.</summary>
internal sealed class DoorMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Genesis.Doors";

    private static readonly FrozenDictionary<int, object> Statuses = Enumerable.Range(100, 500).ToFrozenDictionary(static status => status, static status => (object)status);

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private long _underWay;

    public DoorMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create(MeterName);
        _requests = _meter.CreateCounter<long>("genesis.doors.requests", "{request}", "Requests answered at the HTTP door, by status");
        _duration = _meter.CreateHistogram<double>("genesis.doors.request.duration", "s", "From the headers of a request to the end of its answer");
        _meter.CreateObservableUpDownCounter("genesis.doors.under_way", () => Volatile.Read(ref _underWay), "{request}", "Requests under way at the HTTP door");
    }

    /// <summary>Requests under way.</summary>
    public long UnderWay => Volatile.Read(ref _underWay);

    public long Begin()
    {
        Interlocked.Increment(ref _underWay);
        return _duration.Enabled ? _time.GetTimestamp() : 0;
    }

    public void End(long started, DoorOperation operation, int status)
    {
        Interlocked.Decrement(ref _underWay);
        if (_requests.Enabled) _requests.Add(1, new KeyValuePair<string, object?>("status", Statuses.GetValueOrDefault(status)));
        if (started != 0) _duration.Record(_time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("operation", operation.Name));
    }

    public void Dispose() => _meter.Dispose();
}
