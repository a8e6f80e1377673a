using System.Diagnostics.Metrics;

namespace Genesis.Supervision;

/// <summary>Metrics of the components in this process: how they are, how they fail and how that ends.</summary>
internal sealed class ComponentMetrics : IDisposable
{
    private const string StateTag = "state";
    private const string ByTag = "by";
    private const string OutcomeTag = "outcome";

    private readonly RecoveryFigures _figures;
    private readonly LocalComponents _local;
    private readonly Meter? _meter;
    private readonly Histogram<double>? _duration;

    public ComponentMetrics(RecoveryFigures figures, LocalComponents local, IMeterFactory? meters)
    {
        (_figures, _local) = (figures, local);
        if (meters is null) return;
        _meter = meters.Create(Meters.Components);
        _meter.CreateObservableUpDownCounter("genesis.components.count", States, "{component}", "Components in this process, by state");
        _meter.CreateObservableCounter("genesis.components.failures", () => figures.Failures, "{failure}", "Failures of components; several before one runs again are one");
        _meter.CreateObservableCounter("genesis.components.recoveries", Recoveries, "{recovery}", "Components that run again after a failure, by themselves or by hand");
        _meter.CreateObservableCounter("genesis.components.quarantines", () => figures.GivenUp, "{failure}", "Failures that ended in quarantine");
        _meter.CreateObservableCounter("genesis.components.suspicions", () => figures.Predictions, "{suspicion}", "Failures suspected to come");
        _meter.CreateObservableCounter("genesis.components.suspicions.ended", Suspicions, "{suspicion}", "Suspicions that proved right (hit) or wrong (false_alarm)");
        _duration = _meter.CreateHistogram<double>("genesis.components.recovery.duration", "s", "From a failure to the next handled message");
        figures.Recovered += Record;
    }

    public void Dispose()
    {
        _figures.Recovered -= Record;
        _meter?.Dispose();
    }

    private void Record(TimeSpan time) => _duration?.Record(time.TotalSeconds);

    private IEnumerable<Measurement<int>> States()
    {
        List<ComponentCell> cells = [];
        _local.CopyTo(cells);
        return cells.CountBy(static cell => cell.Seen.State).Select(static pair => new Measurement<int>(pair.Value, new KeyValuePair<string, object?>(StateTag, pair.Key.ToString())));
    }

    private IEnumerable<Measurement<long>> Recoveries() =>
    [
        new(_figures.Automatic, new KeyValuePair<string, object?>(ByTag, "itself")),
        new(_figures.ByHand, new KeyValuePair<string, object?>(ByTag, "hand")),
    ];

    private IEnumerable<Measurement<long>> Suspicions() =>
    [
        new(_figures.Hits, new KeyValuePair<string, object?>(OutcomeTag, "hit")),
        new(_figures.FalseAlarms, new KeyValuePair<string, object?>(OutcomeTag, "false_alarm")),
    ];
}
