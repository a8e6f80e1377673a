using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>A book kept by nothing but the frames, without rules: what a checksum over it would see.</summary>
internal sealed class ShadowBook(int depth)
{
    private readonly SortedDictionary<decimal, decimal> _bids = new(Comparer<decimal>.Create((x, y) => y.CompareTo(x)));
    private readonly SortedDictionary<decimal, decimal> _asks = [];

    public void Apply(BookUpdate update)
    {
        if (update.IsSnapshot)
        {
            _bids.Clear();
            _asks.Clear();
        }
        Apply(_bids, update.Bids);
        Apply(_asks, update.Asks);
    }

    /// <summary>Whether the best levels of both sides are those of the view.</summary>
    public bool BestAre(BookView truth, int levels) => Same(_bids, truth.Bids, levels) && Same(_asks, truth.Asks, levels);

    private static bool Same(SortedDictionary<decimal, decimal> side, IReadOnlyCollection<BookLevel> truth, int levels) =>
        side.Take(levels).Select(level => new BookLevel(level.Key, level.Value)).SequenceEqual(truth.Take(levels));

    private void Apply(SortedDictionary<decimal, decimal> side, ReadOnlySpan<BookLevel> levels)
    {
        foreach (var level in levels)
            if (level.Size == 0) side.Remove(level.Price);
            else side[level.Price] = level.Size;
        while (depth > 0 && side.Count > depth) side.Remove(side.Keys.Last());
    }
}
