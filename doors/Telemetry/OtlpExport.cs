using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Genesis.Doors;

/// <summary>Sends metrics and traces to a collector when one is named. What is left is sent when the host stops.</summary>
internal sealed partial class OtlpExport(IOptionsMonitor<TelemetryOptions> options, HostIdentity host, ILogger<OtlpExport> log) : IHostedService, IDisposable
{
    private const int LastWords = 1000;
    private const int ExportPatience = 5000;

    private readonly ILogger _log = log;
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var otlp = options.CurrentValue.Otlp;
        if (otlp.Endpoint is not { Length: > 0 } endpoint) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("genesis", serviceVersion: host.Version, serviceInstanceId: host.SiloName);
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Genesis", "Genesis.*", "Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting")
            .AddOtlpExporter((exporter, reader) =>
            {
                Configure(exporter, "/v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)otlp.Interval.TotalMilliseconds;
            })
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Genesis", "Genesis.*", "Microsoft.AspNetCore", "Microsoft.Orleans.*")
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(otlp.TraceShare)))
            .AddOtlpExporter(exporter => Configure(exporter, "/v1/traces"))
            .Build();
        LogOn(endpoint);
        return Task.CompletedTask;

        void Configure(OtlpExporterOptions exporter, string path)
        {
            exporter.TimeoutMilliseconds = ExportPatience;
            exporter.Protocol = otlp.Protocol == OtlpTransport.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            // The exporter adds the path only to addresses that it finds out itself.
            exporter.Endpoint = new Uri(otlp.Protocol == OtlpTransport.Http ? endpoint.TrimEnd('/') + path : endpoint);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        // Both at once, and not for long: a collector that hangs must not hold a host that stops.
        Parallel.Invoke(() => _metrics?.Shutdown(LastWords), () => _traces?.Shutdown(LastWords));
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    [LoggerMessage(4020, LogLevel.Information, "Metrics and traces go to {Endpoint}.")]
    private partial void LogOn(string endpoint);
}
