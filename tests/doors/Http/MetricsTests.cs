using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Genesis.Tests.Doors.Fixture;

namespace Genesis.Tests.Doors.Http;

/// <summary>GET /metrics is what Prometheus reads: every line, every name, every histogram.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Every_line_parses_and_every_family_is_whole()
    {
        await using var host = await DoorHost.Start();
        using var client = host.Client();
        await client.Send("POST", "/request/sample", """{"type":"echo"}""").Json();
        await client.Send("POST", "/request/sample", """{"type":"sing"}""").Problem(404, "unknownRequest");
        await client.Send("POST", "/events", """{"type":"note.new"}""").Json(202);
        using var answer = await client.Send("GET", "/metrics");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldEndWith("\n");

        Dictionary<string, string> types = [];
        HashSet<string> seen = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                parts[3].ShouldBeOneOf("counter", "gauge", "histogram");
                types.TryAdd(parts[2], parts[3]).ShouldBeTrue($"{parts[2]} is there twice");
                continue;
            }
            var match = Sample().Match(line);
            match.Success.ShouldBeTrue(line);
            seen.Add(match.Groups["name"].Value + match.Groups["labels"].Value).ShouldBeTrue("twice: " + line);
            var name = match.Groups["name"].Value;
            (types.ContainsKey(name) || types.ContainsKey(HistogramSuffix().Replace(name, ""))).ShouldBeTrue(line);
            double.TryParse(match.Groups["value"].Value.Replace("+Inf", "∞", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out _).ShouldBeTrue(line);
        }
        types["genesis_asks_total"].ShouldBe("counter");
        types["genesis_asks_duration_seconds"].ShouldBe("histogram");
        types["genesis_doors_requests_total"].ShouldBe("counter");
        types["genesis_mode_current"].ShouldBe("gauge");
        types.ShouldContainKey("genesis_events_handled_total");
        types.ShouldContainKey("dotnet_gc_collections_total");
        types.ShouldContainKey("kestrel_active_connections");
        Value(text, "genesis_asks_total", "outcome=\"ok\"").ShouldBeGreaterThanOrEqualTo(1);
        Value(text, "genesis_asks_total", "outcome=\"unknown_request\"").ShouldBe(1);
        Value(text, "genesis_doors_requests_total", "status=\"404\"").ShouldBe(1);
    }

    [Fact]
    public async Task Buckets_grow_and_end_with_the_count()
    {
        await using var host = await DoorHost.Start();
        using var client = host.Client();
        for (var i = 0; i < 50; i++) await client.Send("POST", "/request/sample", """{"type":"echo"}""").Json();
        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var buckets = text.Split('\n').Where(static line => line.StartsWith("genesis_doors_request_duration_seconds_bucket{operation=\"ask\"", StringComparison.Ordinal))
            .Select(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).ToArray();
        buckets.Length.ShouldBeGreaterThan(10);
        buckets.ShouldBe(buckets.Order());
        buckets[^1].ShouldBe(50);
        Value(text, "genesis_doors_request_duration_seconds_count", "operation=\"ask\"").ShouldBe(50);
    }

    [Fact]
    public async Task The_page_on_telemetry_has_a_row_for_each_instrument_of_the_HTTP_door()
    {
        await using var host = await DoorHost.Start();
        Dictionary<string, string?> published = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Note(instrument) };
        listener.Start();
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Genesis.Orleans.sln"))) folder = Path.GetDirectoryName(folder)!;
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "docs", "telemetry.md"));
        published.ShouldNotBeEmpty();
        foreach (var (name, unit) in published) Regex.IsMatch(page, $@"^\|[^|]*`{Regex.Escape(name)}`[^|]*\|[^|]*\| `{Regex.Escape(unit ?? "")}` \|", RegexOptions.Multiline).ShouldBeTrue($"{name} in {unit}");

        void Note(Instrument instrument)
        {
            if (instrument.Meter.Name == "Genesis.Doors" && instrument.Name.StartsWith("genesis.doors.", StringComparison.Ordinal)) published[instrument.Name] = instrument.Unit;
        }
    }

    [Fact]
    public async Task They_can_be_turned_off()
    {
        await using var host = await DoorHost.Start(null, ("Genesis:Telemetry:Prometheus", "false"));
        using var client = host.Client();
        await client.Send("GET", "/metrics").Problem(404, "metricsOff");
    }

    private static double Value(string text, string name, string label) =>
        double.Parse(text.Split('\n').Single(line => line.StartsWith($"{name}{{{label}}}", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*\})? (?<value>[-+0-9.eEIinfNa]+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramSuffix();
}
