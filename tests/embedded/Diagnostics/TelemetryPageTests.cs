using System.Diagnostics.Metrics;
using System.Net;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Genesis.Tests.Embedded.Diagnostics;

/// <summary>The page on telemetry has a row for each instrument, with its unit.</summary>
public sealed class TelemetryPageTests
{
    [Fact]
    public async Task Each_instrument_of_the_engine_has_its_row()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "telemetry.md"))
            .Where(static line => line.StartsWith("| `genesis.", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(static cells => cells[1].Split(", ").Select(name => (Name: name.Trim('`'), Unit: cells[3].Trim('`'))))
            .ToDictionary(static row => row.Name, static row => row.Unit);
        var published = new Dictionary<string, string?>();
        await using var silo = await TestSilo.Start(static silo => silo
            .UseInMemoryReminderService()
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams("streams")
            .UseLocalhostClustering()
            .Configure<EndpointOptions>(static options => options.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Loopback, 0)));
        var factory = silo.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "Genesis.Embedded" && ReferenceEquals(instrument.Meter.Scope, factory)) published[instrument.Name] = instrument.Unit;
        };
        listener.Start();
        published.Keys.ShouldContain("genesis.gateway.sent");
        published.Keys.ShouldContain("genesis.engine.streams.published");
        foreach (var (name, unit) in published)
        {
            rows.ShouldContainKey(name, $"docs/telemetry.md has no row for {name}");
            rows[name].ShouldBe(unit, $"the unit of {name} in docs/telemetry.md");
        }
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Genesis.Orleans.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
