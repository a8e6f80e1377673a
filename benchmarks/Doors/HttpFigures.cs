using System.Buffers;
using System.Net;
using System.Text;
using Genesis.Benchmarks.Components;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Genesis.Benchmarks.Doors;

/// <summary><c>POST /request/{target}</c> over 64 connections, beside a bare endpoint of the same server that reads and writes the same bodies.</summary>
internal static class HttpFigures
{
    private const int Connections = 64;
    private const int WarmUps = 2;
    private const string Body = """{"type":"echo","data":{"symbol":"BTC-USDT","amount":"0.25","price":"64000.5"},"source":"bench"}""";

    public static async Task Add(Report report, int rounds, int requests)
    {
        await using var bare = await Bare();
        await using var door = await Door(prometheus: true);
        await using var unmeasured = await Door(prometheus: false);
        // The three take turns, so that what else the machine does hits all alike.
        (string Name, WebApplication App, string Note)[] servers =
            [("http-bare", bare, "a bare endpoint that reads the body and writes the answer"), ("http-request", door, "POST /request/{target}, as it is by default"), ("http-request-unmeasured", unmeasured, "the same without /metrics")];
        var results = servers.ToDictionary(static server => server.Name, static _ => new List<LoadResult>());
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var (name, app, _) in servers)
            {
                var result = await HttpLoad.Run(new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.First()).Port), "/request/echo", Body, Connections, requests);
                if (round >= 0) results[name].Add(result);
            }
        }
        foreach (var (name, _, note) in servers)
        {
            report.Add(name, Measure.Median(results[name].Select(static result => result.PerSecond)), "requests/s", note);
            report.Add($"{name}-p50", Measure.Median(results[name].Select(static result => result.P50.TotalMicroseconds)), "µs");
            report.Add($"{name}-p99", Measure.Median(results[name].Select(static result => result.P99.TotalMicroseconds)), "µs");
        }
        // Round by round, for a machine is not the same from one minute to the next.
        report.Add("http-share-of-bare", 100 * Measure.Median(results["http-request"].Zip(results["http-bare"], static (door, bare) => door.PerSecond / bare.PerSecond)), "%", "aim: at least 60");
    }

    private static async Task<WebApplication> Bare()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var answer = Encoding.UTF8.GetBytes("""{"result":{"symbol":"BTC-USDT","amount":"0.25","price":"64000.5"}}""");
        app.MapPost("/request/{target}", async context =>
        {
            var reader = context.Request.BodyReader;
            var read = await reader.ReadAsync(context.RequestAborted);
            while (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await reader.ReadAsync(context.RequestAborted);
            }
            _ = read.Buffer.ToArray();
            reader.AdvanceTo(read.Buffer.End);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            context.Response.BodyWriter.Write(answer);
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> Door(bool prometheus)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Genesis:Doors:Address", "http://127.0.0.1:0"), new("Genesis:Doors:Limits:RequestsPerSecond", "10000000"), new("Genesis:Telemetry:Prometheus", prometheus ? "true" : "false")]);
        builder.AddGenesis(static genesis => genesis.UseMemory().AddComponent<EchoComponent>("echo"));
        builder.AddGenesisDoors();
        var app = builder.Build();
        app.MapGenesis();
        await app.StartAsync();
        return app;
    }
}
