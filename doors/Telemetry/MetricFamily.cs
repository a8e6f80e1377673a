using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Genesis.Doors;

/// <summary>All that was measured with one instrument, or with several of the same name.</summary>
internal sealed class MetricFamily
{
    // Tags are never identities; should some be after all, they must not fill the memory.
    private const int MostSeries = 500;

    private static readonly KeyValuePair<string, object?>[] Overflow = [new("overflow", true)];
    private static readonly double[] Times = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] Amounts = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries> _series = new(TagSet.Comparer);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], MetricSeries>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private MetricSeries? _untagged;

    public MetricFamily(Instrument instrument)
    {
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        Source = instrument.Name;
        (Kind, Replaces) = KindOf(instrument);
        Name = MetricNames.Of(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description ?? instrument.Name;
        IsObserved = instrument.IsObservable;
        if (Kind == MetricKind.Histogram) Bounds = AdviceOf(instrument) ?? (instrument.Unit is "s" ? Times : Amounts);
    }

    /// <summary>The instrument's own name.</summary>
    public string Source { get; }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    public double[]? Bounds { get; }

    /// <summary>Whether it is asked for its values, instead of giving them.</summary>
    public bool IsObserved { get; }

    // A gauge has the last value, everything else the sum.
    private bool Replaces { get; }

    public IEnumerable<KeyValuePair<KeyValuePair<string, object?>[], MetricSeries>> Series =>
        _untagged is { } untagged ? _series.Prepend(new([], untagged)) : _series;

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = tags.IsEmpty ? _untagged ?? Untagged() : _lookup.TryGetValue(tags, out var known) ? known : Add(tags);
        if (Replaces && !IsObserved) series.Set(value);
        else series.Add(value);
    }

    /// <summary>Observed values are given anew, and whole, each time.</summary>
    public void BeginObserving()
    {
        if (!IsObserved) return;
        _untagged = null;
        _series.Clear();
    }

    private MetricSeries Untagged()
    {
        var made = new MetricSeries(Bounds);
        return Interlocked.CompareExchange(ref _untagged, made, null) ?? made;
    }

    private MetricSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd(_series.Count < MostSeries ? tags.ToArray() : Overflow, static (_, bounds) => new MetricSeries(bounds), Bounds);

    private static (MetricKind Kind, bool Replaces) KindOf(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name.StartsWith("Histogram", StringComparison.Ordinal) ? (MetricKind.Histogram, false)
            : name.StartsWith("Counter", StringComparison.Ordinal) || name.StartsWith("ObservableCounter", StringComparison.Ordinal) ? (MetricKind.Counter, false)
            : (MetricKind.Gauge, name.Contains("Gauge", StringComparison.Ordinal));
    }

    private static double[]? AdviceOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds.Select(static bound => (double)bound)],
        _ => null,
    };
}
