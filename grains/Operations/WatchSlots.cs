using System.Diagnostics.Metrics;

namespace Genesis.Operations;

/// <summary>
/// The places of those who watch events in this process: bounded, and used again, so that many short watches leave no more rows in the ledger than a few.
/// </summary>
internal sealed class WatchSlots : IDisposable
{
    /// <summary>So many may watch at once.</summary>
    public const int Most = 32;

    private readonly Lock _gate = new();
    private readonly bool[] _taken = new bool[Most];
    private readonly Meter? _meter;
    private readonly Counter<long>? _dropped;

    public WatchSlots(IMeterFactory? meters)
    {
        if (meters is null) return;
        _meter = meters.Create(Meters.Components);
        _dropped = _meter.CreateCounter<long>("genesis.watch.dropped", "{event}", "Events that somebody who watches was too slow for");
        _meter.CreateObservableUpDownCounter("genesis.watch.open", () => Open, "{watch}", "Operators who watch events");
    }

    /// <summary>How many watch.</summary>
    public int Open
    {
        get
        {
            lock (_gate) return _taken.Count(static taken => taken);
        }
    }

    /// <summary>A free place, from 1; null when there is none.</summary>
    public int? Take()
    {
        lock (_gate)
        {
            var slot = Array.IndexOf(_taken, false);
            if (slot < 0) return null;
            _taken[slot] = true;
            return slot + 1;
        }
    }

    public void Free(int slot)
    {
        lock (_gate) _taken[slot - 1] = false;
    }

    public void Dropped(long count) => _dropped?.Add(count);

    public void Dispose() => _meter?.Dispose();
}
