using Microsoft.Extensions.Configuration;

namespace Genesis.Doors;

/// <summary>Where metrics, traces and logs go. Read at start.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Telemetry";

    /// <summary>Whether <c>GET /metrics</c> has something to say.</summary>
    public bool Prometheus { get; set; } = true;

    /// <summary>How logs are written to the console.</summary>
    public LogFormat Logs { get; set; }

    /// <summary>Export to a collector.</summary>
    public OtlpOptions Otlp { get; set; } = new();

    /// <summary>Whether anything is exported: then a silo should add <c>AddActivityPropagation()</c>, so that traces follow grain calls.</summary>
    public static bool IsExported(IConfiguration configuration) => configuration[$"{Section}:{nameof(Otlp)}:{nameof(OtlpOptions.Endpoint)}"] is { Length: > 0 };
}
