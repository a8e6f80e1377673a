namespace Genesis.Doors;

/// <summary>Export of metrics and traces by OTLP over gRPC or HTTP.</summary>
public sealed class OtlpOptions
{
    /// <summary>The collector: <c>http://localhost:4317</c>. Nothing is exported without it.</summary>
    public string? Endpoint { get; set; }

    /// <summary>How it is spoken to.</summary>
    public OtlpTransport Protocol { get; set; }

    /// <summary>How often metrics are sent.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The share of traces that are kept, where the caller has not decided; 0 to 1.</summary>
    public double TraceShare { get; set; } = 1;
}
