using System.Diagnostics.Metrics;

namespace Genesis.Monitoring;

/// <summary>Metrics of the mode that this process acts by.</summary>
internal sealed class ModeMetrics : IDisposable
{
    private const string ModeTag = "mode";

    private readonly ModeGate _gate;
    private readonly Meter? _meter;
    private readonly Counter<long>? _changes;

    public ModeMetrics(ModeGate gate, IMeterFactory? meters)
    {
        _gate = gate;
        if (meters is null) return;
        _meter = meters.Create(Meters.Components);
        _changes = _meter.CreateCounter<long>("genesis.mode.changes", "{change}", "Changes of the system mode in this process, by the mode after it");
        _meter.CreateObservableGauge("genesis.mode.current", () => (int)gate.Mode, "{mode}", "The mode this process acts by: 0 NORMAL, 1 SAFE, 2 EMERGENCY");
        gate.Changed += Count;
    }

    public void Dispose()
    {
        _gate.Changed -= Count;
        _meter?.Dispose();
    }

    private void Count(SystemMode was, SystemMode now) => _changes?.Add(1, new KeyValuePair<string, object?>(ModeTag, now.ToString()));
}
