using System.Collections.Concurrent;
using System.Text;
using Genesis.Tests.Doors.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Genesis.Tests.Doors.Http;

/// <summary>Metrics and traces by OTLP, to a collector of the test's own.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Metrics_and_traces_arrive_and_a_trace_that_came_in_goes_on()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        ConcurrentQueue<(string Path, byte[] Body)> received = new();
        await using var collector = await Collect(received);
        await using (var host = await DoorHost.Start(null, ("Genesis:Telemetry:Otlp:Endpoint", collector.Urls.First()), ("Genesis:Telemetry:Otlp:Protocol", "Http"), ("Genesis:Telemetry:Otlp:Interval", "00:00:00.2")))
        {
            using var client = host.Client();
            await client.Send("POST", "/request/sample", """{"type":"echo"}""", ("traceparent", $"00-{trace}-b7ad6b7169203331-01")).Json();
            await Eventually.True(() => received.Any(static one => one.Path == "/v1/metrics" && Contains(one.Body, "genesis.asks.duration")), "metrics");
        }
        // What is left is sent when the host ends.
        var spans = received.Where(static one => one.Path == "/v1/traces").ToArray();
        spans.ShouldContain(static one => Contains(one.Body, "genesis.request"));
        spans.ShouldContain(static one => Contains(one.Body, Convert.FromHexString(trace)));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_disturbs_nothing()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Telemetry:Otlp:Endpoint", "http://127.0.0.1:9"), ("Genesis:Telemetry:Otlp:Interval", "00:00:00.1"));
        using var client = host.Client();
        for (var i = 0; i < 100; i++) await client.Send("POST", "/request/sample", """{"type":"echo"}""").Json();
        await host.Stop().InTime();
    }

    private static bool Contains(byte[] body, string text) => Contains(body, Encoding.UTF8.GetBytes(text));

    private static bool Contains(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;

    private static async Task<WebApplication> Collect(ConcurrentQueue<(string Path, byte[] Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/{**path}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path.Value!, body.ToArray()));
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return app;
    }
}
