using System.Diagnostics.Metrics;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Genesis.Tests.Embedded.Diagnostics;

/// <summary>The page on telemetry has a row for each instrument, with its unit.</summary>
public sealed class TelemetryPageTests
{
    [Fact]
    public async Task Each_instrument_of_the_engine_has_its_row()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "telemetry.md"))
            .Where(static line => line.StartsWith("| `genesis.engine.", StringComparison.Ordinal))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(static cells => cells[1].Trim('`'), static cells => cells[3].Trim('`'));
        var published = new Dictionary<string, string?>();
        await using var silo = await TestSilo.Start(static silo => silo.UseInMemoryReminderService());
        var factory = silo.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "Genesis.Embedded" && ReferenceEquals(instrument.Meter.Scope, factory)) published[instrument.Name] = instrument.Unit;
        };
        listener.Start();
        published.Count.ShouldBeGreaterThan(10);
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
