namespace Genesis.ExchangeSimulator;

/// <summary>The faults in force. What a fault does to open sockets is done by the exchange when it is put up.</summary>
public sealed class FaultBoard
{
    private readonly Lock _gate = new();
    private readonly List<(ExchangeFault Fault, int Left)> _faults = [];

    /// <summary>How often each kind was committed.</summary>
    public IReadOnlyDictionary<FaultKind, long> Committed
    {
        get
        {
            lock (_gate) return new Dictionary<FaultKind, long>(_committed);
        }
    }

    private readonly Dictionary<FaultKind, long> _committed = [];

    /// <summary>Ends all faults that are still in force.</summary>
    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    internal void Put(ExchangeFault fault)
    {
        lock (_gate) _faults.Add((fault, fault.Count));
    }

    /// <summary>Whether this is to be done wrong now; uses up one of the fault's times.</summary>
    internal ExchangeFault? Take(FaultKind kind, string venue, string? symbol = null, bool isBook = false)
    {
        lock (_gate)
        {
            var index = _faults.FindIndex(entry => Fits(entry.Fault, kind, venue, symbol, isBook));
            if (index < 0) return null;
            var (fault, left) = _faults[index];
            if (left <= 1) _faults.RemoveAt(index);
            else _faults[index] = (fault, left - 1);
            Count(kind);
            return fault;
        }
    }

    /// <summary>The fault of this kind, without using it up.</summary>
    internal ExchangeFault? Look(FaultKind kind, string venue)
    {
        lock (_gate) return _faults.Find(entry => Fits(entry.Fault, kind, venue, null, true)).Fault;
    }

    internal void Remove(ExchangeFault fault)
    {
        lock (_gate)
            if (_faults.RemoveAll(entry => ReferenceEquals(entry.Fault, fault)) > 0) Count(fault.Kind);
    }

    internal void Count(FaultKind kind)
    {
        lock (_gate) _committed[kind] = _committed.GetValueOrDefault(kind) + 1;
    }

    private static bool Fits(ExchangeFault fault, FaultKind kind, string venue, string? symbol, bool isBook) =>
        fault.Kind == kind && (fault.Venue is null || fault.Venue == venue) && (fault.Symbol is null || fault.Symbol == symbol) && (isBook || !fault.BooksOnly);
}
