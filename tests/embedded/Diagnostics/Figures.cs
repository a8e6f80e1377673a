using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Genesis.Tests.Embedded.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Tests.Embedded.Diagnostics;

/// <summary>Collects what one silo's meter says.</summary>
internal sealed class Figures : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Figure> _all = new();

    public Figures(TestSilo silo)
    {
        // Silos of other tests in this process have meters of the same name.
        var factory = silo.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Genesis.Embedded" && ReferenceEquals(instrument.Meter.Scope, factory)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _all.Enqueue(new(instrument.Name, value, Text(tags))));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _all.Enqueue(new(instrument.Name, value, Text(tags))));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _all.Enqueue(new(instrument.Name, value, Text(tags))));
        _listener.Start();
    }

    /// <summary>The sum of a counter, or the number of a histogram's values, of those whose tags contain the text.</summary>
    public long Sum(string name, string tags = "") => (long)Of(name, tags).Sum(static figure => figure.Value);

    public IReadOnlyList<Figure> Of(string name, string tags = "") =>
        [.. _all.Where(figure => figure.Name == $"genesis.engine.{name}" && figure.Tags.Contains(tags, StringComparison.Ordinal))];

    /// <summary>What a gauge says now.</summary>
    public long Now(string name)
    {
        _listener.RecordObservableInstruments();
        return (long)Of(name)[^1].Value;
    }

    public void Dispose() => _listener.Dispose();

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var parts = new List<string>();
        foreach (var (key, value) in tags) parts.Add($"{key}={value}");
        return string.Join(',', parts);
    }
}

/// <summary>One measurement.</summary>
internal sealed record Figure(string Name, double Value, string Tags);
