using System.Diagnostics.Metrics;

namespace Genesis.Monitoring;

/// <summary>Metrics of the system mode.</summary>
internal sealed class ModeMetrics
{
    private const string ModeTag = "mode";

    private readonly Counter<long>? _changes;

    public ModeMetrics(ModeGate gate, IMeterFactory? meters)
    {
        if (meters?.Create("Genesis.Mode") is not { } meter) return;
        _changes = meter.CreateCounter<long>("genesis.mode.changes", "{change}", "Changes of the system mode, by the mode after it");
        meter.CreateObservableGauge("genesis.mode.current", () => (int)gate.Mode, "{mode}", "The mode this process acts by: 0 NORMAL, 1 SAFE, 2 EMERGENCY");
    }

    public void Changed(ModeChange change) => _changes?.Add(1, new KeyValuePair<string, object?>(ModeTag, change.To.ToString()));
}
