using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>
/// Listens to the instruments of Genesis, of .NET's runtime and of the web server, for <c>GET /metrics</c>. A measurement costs a look-up by its tags and a lock that nobody else wants.
/// </summary>
internal sealed class MetricStore : IDisposable
{
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly IMeterFactory _meters;
    private readonly Lock _observing = new();
    private readonly MeterListener? _listener;

    public MetricStore(IMeterFactory meters, IOptionsMonitor<TelemetryOptions> options)
    {
        _meters = meters;
        if (!options.CurrentValue.Prometheus) return;
        _listener = new MeterListener { InstrumentPublished = Listen };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => ((MetricFamily)family!).Measure((double)value, tags));
        _listener.Start();
    }

    /// <summary>Whether it listens at all.</summary>
    public bool IsOn => _listener is not null;

    /// <summary>Everything measured, by name; observed instruments are asked now.</summary>
    public void Read(Action<IEnumerable<MetricFamily>> read)
    {
        // One reader at a time: what is observed is cleared and given anew.
        lock (_observing)
        {
            Observe();
            read(_families.Values.OrderBy(static family => family.Name, StringComparer.Ordinal));
        }
    }

    /// <summary>The sum of an instrument over all its tags; 0 when nothing was measured.</summary>
    public double Total(string instrument) => Of(instrument).SelectMany(static family => family.Series).Sum(static series => series.Value.Read().Sum);

    /// <summary>The bound of the bucket that holds a quantile, over all tags; null when nothing was measured.</summary>
    public double? Quantile(string instrument, double share)
    {
        var family = Of(instrument).FirstOrDefault(static family => family.Bounds is not null);
        if (family is null) return null;
        var buckets = new long[family.Bounds!.Length + 1];
        foreach (var (_, series) in family.Series)
            foreach (var (index, count) in series.Read().Buckets!.Index()) buckets[index] += count;
        var left = (long)Math.Ceiling(buckets.Sum() * share);
        if (left == 0) return null;
        var at = 0;
        while ((left -= buckets[at]) > 0) at++;
        return family.Bounds[Math.Min(at, family.Bounds.Length - 1)];
    }

    private List<MetricFamily> Of(string instrument)
    {
        List<MetricFamily> found = [];
        Read(families => found = [.. families.Where(family => family.Source == instrument)]);
        return found;
    }

    private void Observe()
    {
        foreach (var family in _families.Values) family.BeginObserving();
        try
        {
            _listener?.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // An instrument whose callback fails has no value this time; the others have theirs.
        }
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        var name = instrument.Meter.Name;
        // Other hosts in this process have meters of the same names.
        var isOurs = instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, _meters);
        if (!isOurs || !(name == "Genesis" || name.StartsWith("Genesis.", StringComparison.Ordinal) || name is "Microsoft.Orleans" or "System.Runtime" or "Microsoft.AspNetCore.Server.Kestrel")) return;
        listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument.Name, static (_, instrument) => new MetricFamily(instrument), instrument));
    }

    public void Dispose() => _listener?.Dispose();
}
