using System.Diagnostics.Metrics;
using Genesis.Tests.Runtime.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Runtime.Hosting;

/// <summary>The page on telemetry has a row for each instrument of the component runtime, with its unit.</summary>
public sealed class TelemetryPageTests
{
    [Fact]
    public async Task Each_instrument_of_the_runtime_has_its_row()
    {
        await using var host = await RuntimeHost.Start(static genesis => genesis.Add("a", static (_, _) => new("here"), subscriptions: "tick"));
        (await host.Bus.Ask("a", "hello")).IsOk.ShouldBeTrue();
        await host.Bus.Tell("tick");
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        Dictionary<string, string?> published = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name is "Genesis" or "Genesis.Storage") published[instrument.Name] = instrument.Unit;
        };
        listener.Start();

        published.Keys.ShouldContain("genesis.asks");
        published.Keys.ShouldContain(static name => name.StartsWith("genesis.events.", StringComparison.Ordinal));
        published.Keys.ShouldContain(static name => name.StartsWith("genesis.mode.", StringComparison.Ordinal));
        published.Keys.ShouldContain(static name => name.StartsWith("genesis.storage.", StringComparison.Ordinal));
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "telemetry.md"))
            .Where(static line => line.StartsWith("| `genesis.", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(static cells => cells[1].Split(", ").Select(name => (Name: name.Trim('`'), Unit: cells[3].Trim('`'))))
            .ToDictionary(static row => row.Name, static row => row.Unit);
        published.Where(one => rows.GetValueOrDefault(one.Key) != (one.Value ?? "")).Select(static one => $"{one.Key} in {one.Value}").ShouldBeEmpty("docs/telemetry.md has no such row");
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Genesis.Orleans.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
