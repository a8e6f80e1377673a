using System.Diagnostics.Metrics;

namespace Genesis.Chaos;

/// <summary>Faults as metrics: so that nobody takes an exercise for the real thing.</summary>
internal sealed class FaultMetrics : IDisposable
{
    private static readonly KeyValuePair<string, object?>[] Tags =
        [.. Enum.GetValues<FaultKind>().Select(static kind => new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant()))];

    private readonly Meter? _meter;
    private readonly Counter<long>? _injected;
    private readonly Counter<long>? _struck;
    private int _inForce;

    public FaultMetrics(IMeterFactory? meters)
    {
        if (meters is null) return;
        _meter = meters.Create(Meters.Components);
        _injected = _meter.CreateCounter<long>("genesis.chaos.injected", "{fault}", "Faults injected, by kind");
        _struck = _meter.CreateCounter<long>("genesis.chaos.struck", "{message}", "Requests and events that a fault has struck, by kind");
        _meter.CreateObservableUpDownCounter("genesis.chaos.in_force", () => InForce, "{fault}", "Faults in force");
    }

    /// <summary>Faults in force.</summary>
    public int InForce
    {
        get => Volatile.Read(ref _inForce);
        set => Volatile.Write(ref _inForce, value);
    }

    public void Injected(FaultKind kind) => _injected?.Add(1, Tags[(int)kind]);

    public void Struck(FaultKind kind) => _struck?.Add(1, Tags[(int)kind]);

    public void Dispose() => _meter?.Dispose();
}
