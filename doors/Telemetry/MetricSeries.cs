namespace Genesis.Doors;

/// <summary>What was measured under one set of tags.</summary>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly Lock _gate = new();
    private readonly long[]? _buckets = bounds is null ? null : new long[bounds.Length + 1];
    private double _sum;
    private long _count;

    public void Add(double value)
    {
        lock (_gate)
        {
            _sum += value;
            _count++;
            if (_buckets is not null) _buckets[BucketOf(value)]++;
        }
    }

    public void Set(double value)
    {
        lock (_gate) (_sum, _count) = (value, 1);
    }

    public void Clear()
    {
        lock (_gate) (_sum, _count) = (0, 0);
    }

    /// <summary>Sum, number, and for histograms how many fell into each bucket.</summary>
    public (double Sum, long Count, long[]? Buckets) Read()
    {
        lock (_gate) return (_sum, _count, (long[]?)_buckets?.Clone());
    }

    private int BucketOf(double value)
    {
        var at = Array.BinarySearch(bounds!, value);
        return at >= 0 ? at : ~at;
    }
}
