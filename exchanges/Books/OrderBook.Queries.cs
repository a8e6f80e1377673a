using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Genesis.Exchanges;

public sealed partial class OrderBook
{
    /// <summary>The best bid and ask.</summary>
    /// <returns>False while the book is stale or a side is empty.</returns>
    public bool TryGetBest(out BookLevel bid, out BookLevel ask)
    {
        lock (_gate)
        {
            var good = _grade != BookGrade.Stale && _bids.Count > 0 && _asks.Count > 0;
            (bid, ask) = good ? (_bids[0], _asks[0]) : default;
            return good;
        }
    }

    /// <summary>The best levels of both sides with the book's grade, numbers and times, as one consistent whole; no levels while it is stale.</summary>
    /// <param name="depth">Levels per side.</param>
    public BookView Read(int depth = int.MaxValue)
    {
        lock (_gate)
        {
            var good = _grade != BookGrade.Stale;
            return new BookView(Symbol, _grade, good ? Best(_bids, depth) : [], good ? Best(_asks, depth) : [], _firstSequence, _cursor.Last, _exchangeTime, _receivedTime);
        }
    }

    /// <summary>What a market order of this size would meet.</summary>
    /// <param name="taker">Buy takes asks, sell takes bids.</param>
    /// <param name="size">In units of the base.</param>
    /// <returns>The size that is there (less than asked for if the book is too thin, zero while it is stale), its cost in units of the quote and the last price reached.</returns>
    public BookFill Fill(Side taker, decimal size)
    {
        lock (_gate)
        {
            var side = taker == Side.Buy ? _asks : _bids;
            decimal filled = 0, cost = 0, worst = 0;
            for (var rank = 0; _grade != BookGrade.Stale && rank < side.Count && filled < size; rank++)
            {
                var level = side[rank];
                var taken = Math.Min(level.Size, size - filled);
                filled += taken;
                cost += taken * level.Price;
                worst = level.Price;
            }
            return new BookFill(filled, cost, worst);
        }
    }

    /// <summary>The size on offer to a taker at this price or better; zero while the book is stale.</summary>
    public decimal SizeWithin(Side taker, decimal price)
    {
        lock (_gate)
        {
            var side = taker == Side.Buy ? _asks : _bids;
            decimal size = 0;
            for (var rank = 0; _grade != BookGrade.Stale && rank < side.Count; rank++)
            {
                var level = side[rank];
                if (taker == Side.Buy ? level.Price > price : level.Price < price) break;
                size += level.Size;
            }
            return size;
        }
    }

    private static ImmutableArray<BookLevel> Best(BookSide side, int depth)
    {
        var levels = new BookLevel[Math.Min(depth, side.Count)];
        for (var rank = 0; rank < levels.Length; rank++) levels[rank] = side[rank];
        return ImmutableCollectionsMarshal.AsImmutableArray(levels);
    }
}
