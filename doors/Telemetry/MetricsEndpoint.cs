using System.Text;
using Microsoft.AspNetCore.Http;

namespace Genesis.Doors;

/// <summary><c>GET /metrics</c>: what was measured, for Prometheus.</summary>
internal sealed class MetricsEndpoint(MetricStore store)
{
    private static readonly Problem Off = new(404, "metricsOff", "Metrics are off", "Genesis:Telemetry:Prometheus is false. Set it to true and start again.");

    public void Map(DoorRoutes routes) => routes.Map(new DoorOperation("GET", "/metrics", DoorScope.Read, Show, "metrics", "What was measured, as Prometheus reads it.")
    {
        Answer = typeof(string),
        AnswerType = "text/plain",
        Failures = [404],
    });

    private Task Show(HttpContext context, Caller caller) =>
        store.IsOn ? DoorAnswer.Write(context, Encoding.UTF8.GetBytes(PrometheusText.Of(store)), PrometheusText.ContentType) : Off.Answer(context);
}
