using System.Diagnostics.Metrics;

namespace Genesis.Trading;

/// <summary>Figures of orders, for all of a process.</summary>
public sealed class OrderMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "Genesis.Trading";

    private static readonly KeyValuePair<string, object?> Maker = new("liquidity", "maker");
    private static readonly KeyValuePair<string, object?> Taker = new("liquidity", "taker");

    private readonly Meter? _meter;
    private readonly Counter<long>? _orders;
    private readonly Histogram<double>? _duration;
    private readonly Counter<long>? _fills;
    private int _killed;

    /// <summary>Makes the instruments; none without a factory.</summary>
    public OrderMetrics(IMeterFactory? meters = null)
    {
        if (meters is null) return;
        _meter = meters.Create(Meter);
        _orders = _meter.CreateCounter<long>("genesis.orders", "{order}", "Orders that were answered, by the answer's status");
        _duration = _meter.CreateHistogram<double>("genesis.orders.duration", "s", "From an order's request to its answer, risk and store included");
        _fills = _meter.CreateCounter<long>("genesis.orders.fills", "{fill}", "Parts of orders that were executed");
        _meter.CreateObservableGauge("genesis.risk.kill_switch", () => Volatile.Read(ref _killed), "{switch}", "1 while the kill switch is on");
    }

    internal void Answered(string status, TimeSpan took)
    {
        if (_orders is not { Enabled: true } && _duration is not { Enabled: true }) return;
        KeyValuePair<string, object?> tag = new("status", status);
        _orders!.Add(1, tag);
        _duration!.Record(took.TotalSeconds, tag);
    }

    internal void Filled(bool isMaker) => _fills?.Add(1, isMaker ? Maker : Taker);

    internal void Switched(bool on) => Volatile.Write(ref _killed, on ? 1 : 0);

    /// <inheritdoc/>
    public void Dispose() => _meter?.Dispose();
}
