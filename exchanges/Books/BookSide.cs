using System.Runtime.InteropServices;

namespace Genesis.Exchanges;

/// <summary>
/// One side of a book: levels in order, the best at the end, so that what changes most is cheapest to change. Not thread-safe.
/// </summary>
public sealed class BookSide(bool isBid)
{
    private readonly List<BookLevel> _levels = [];

    public int Count => _levels.Count;

    /// <summary>The n-th best level, from 0.</summary>
    public BookLevel this[int rank] => _levels[_levels.Count - 1 - rank];

    /// <summary>Worst first.</summary>
    internal ReadOnlySpan<BookLevel> WorstFirst => CollectionsMarshal.AsSpan(_levels);

    /// <summary>Sets a level's size; zero takes it out.</summary>
    /// <returns>Whether anything changed.</returns>
    internal bool Set(in BookLevel level)
    {
        var index = Find(level.Price);
        if (index >= 0)
        {
            if (level.Size == 0)
            {
                _levels.RemoveAt(index);
                return true;
            }
            var changed = _levels[index].Size != level.Size;
            _levels[index] = level;
            return changed;
        }
        if (level.Size == 0) return false;
        _levels.Insert(~index, level);
        return true;
    }

    /// <summary>Takes out the worst levels beyond this many.</summary>
    internal void Truncate(int depth)
    {
        if (_levels.Count > depth) _levels.RemoveRange(0, _levels.Count - depth);
    }

    internal void Clear() => _levels.Clear();

    /// <summary>Takes a snapshot's levels, in any order; the later of two of the same price counts, sizes of zero do not.</summary>
    internal void Load(ReadOnlySpan<BookLevel> levels)
    {
        _levels.Clear();
        _levels.EnsureCapacity(levels.Length);
        // Venues send the best first: from the back, each level is the best so far and is added at the end.
        for (var i = levels.Length - 1; i >= 0; i--)
        {
            ref readonly var level = ref levels[i];
            if (level.Size == 0) continue;
            if (_levels.Count == 0 || IsBetter(level.Price, _levels[^1].Price)) _levels.Add(level);
            else if (Find(level.Price) is var index and < 0) _levels.Insert(~index, level);
        }
    }

    private bool IsBetter(decimal price, decimal than) => isBid ? price > than : price < than;

    private int Find(decimal price)
    {
        var levels = CollectionsMarshal.AsSpan(_levels);
        int low = 0, high = levels.Length - 1;
        while (low <= high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            var order = decimal.Compare(levels[middle].Price, price);
            if (order == 0) return middle;
            if (order < 0 == isBid) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
