namespace Genesis.ExchangeSimulator;

/// <summary>
/// The best levels of a symbol as a venue with depth-limited books publishes them: after each change, what differs from what was published before.
/// All subscribers of a depth see the same numbers.
/// </summary>
internal sealed class DepthView(SimulatedSymbol symbol, int depth)
{
    private Dictionary<long, long> _bids = Best(symbol.Bids, depth);
    private Dictionary<long, long> _asks = Best(symbol.Asks, depth);

    /// <summary>Counts what was published.</summary>
    public long Number { get; private set; } = symbol.Sequence;

    public long Sequence { get; private set; } = symbol.Sequence;

    public long PreviousSequence { get; private set; } = -1;

    public IReadOnlyDictionary<long, long> Bids => _bids;

    public IReadOnlyDictionary<long, long> Asks => _asks;

    public List<KeyValuePair<long, long>> ChangedBids { get; private set; } = [];

    public List<KeyValuePair<long, long>> ChangedAsks { get; private set; } = [];

    /// <summary>The view of this depth; the first that asks makes it. Zero is the whole book.</summary>
    public static DepthView Of(SimulatedSymbol symbol, int depth)
    {
        var key = $"depth{depth}";
        if (!symbol.Views.TryGetValue(key, out var view)) symbol.Views[key] = view = new DepthView(symbol, depth == 0 ? int.MaxValue : depth);
        return (DepthView)view;
    }

    public static void AdvanceAll(SimulatedSymbol symbol)
    {
        foreach (var view in symbol.Views.Values) ((DepthView)view).Advance();
    }

    private void Advance()
    {
        var (bids, asks) = (Best(symbol.Bids, depth), Best(symbol.Asks, depth));
        ChangedBids = Difference(_bids, bids);
        ChangedAsks = Difference(_asks, asks);
        (_bids, _asks) = (bids, asks);
        if (ChangedBids.Count + ChangedAsks.Count == 0) return;
        Number++;
        (PreviousSequence, Sequence) = (Sequence, symbol.Sequence);
    }

    private static Dictionary<long, long> Best(IEnumerable<KeyValuePair<long, long>> levels, int depth) => new(levels.Take(depth));

    private static List<KeyValuePair<long, long>> Difference(Dictionary<long, long> before, Dictionary<long, long> after)
    {
        List<KeyValuePair<long, long>> changes = [.. before.Where(level => !after.ContainsKey(level.Key)).Select(level => KeyValuePair.Create(level.Key, 0L))];
        changes.AddRange(after.Where(level => !before.TryGetValue(level.Key, out var size) || size != level.Value));
        return changes;
    }
}
