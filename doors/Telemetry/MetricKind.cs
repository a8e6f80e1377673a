namespace Genesis.Doors;

/// <summary>Kinds of metrics in Prometheus' text.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts what falls into buckets.</summary>
    Histogram,
}
