using System.Runtime.InteropServices;

namespace Genesis.Exchanges;

/// <summary>
/// A book frame on its way from the parser to the book. The parser owns it and uses it again for the next frame: it is valid during the
/// call only, and who keeps it takes <see cref="ToDelta"/>, <see cref="ToSnapshot"/> or <see cref="Copy"/>.
/// </summary>
public sealed class BookUpdate
{
    private readonly List<BookLevel> _bids = [];
    private readonly List<BookLevel> _asks = [];

    public Symbol Symbol { get; internal set; } = null!;

    /// <summary>True: replaces the book. False: changes it.</summary>
    public bool IsSnapshot { get; internal set; }

    public BookHeader Header { get; internal set; }

    public DateTimeOffset? ExchangeTime { get; internal set; }

    public DateTimeOffset ReceivedTime { get; internal set; }

    public ReadOnlySpan<BookLevel> Bids => CollectionsMarshal.AsSpan(_bids);

    public ReadOnlySpan<BookLevel> Asks => CollectionsMarshal.AsSpan(_asks);

    internal List<BookLevel> BidList => _bids;

    internal List<BookLevel> AskList => _asks;

    /// <summary>Makes room for so many levels a side.</summary>
    internal void Reserve(int levels)
    {
        _bids.EnsureCapacity(levels);
        _asks.EnsureCapacity(levels);
    }

    internal void Clear()
    {
        Symbol = null!;
        IsSnapshot = false;
        Header = default;
        ExchangeTime = null;
        ReceivedTime = default;
        _bids.Clear();
        _asks.Clear();
    }

    public BookDelta ToDelta() => new(Symbol, [.. _bids], [.. _asks], Header.First, Header.Last, ExchangeTime, ReceivedTime);

    public BookSnapshot ToSnapshot() => new(Symbol, [.. _bids], [.. _asks], Header.Last, ExchangeTime, ReceivedTime);

    /// <summary>A copy that stays as it is.</summary>
    public BookUpdate Copy()
    {
        var copy = new BookUpdate { Symbol = Symbol, IsSnapshot = IsSnapshot, Header = Header, ExchangeTime = ExchangeTime, ReceivedTime = ReceivedTime };
        copy._bids.AddRange(_bids);
        copy._asks.AddRange(_asks);
        return copy;
    }
}
