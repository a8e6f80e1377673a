namespace Genesis.Exchanges;

/// <summary>The last trades of a symbol by id, to leave out what two sockets, or a venue's greeting, bring twice.</summary>
internal sealed class RecentTrades
{
    private const int Most = 1024;
    private readonly HashSet<TradeId> _ids = [];
    private readonly Queue<TradeId> _order = new();

    public bool Contains(TradeId id) => _ids.Contains(id);

    /// <summary>False if it is known already.</summary>
    public bool Add(TradeId id)
    {
        if (!_ids.Add(id)) return false;
        _order.Enqueue(id);
        if (_order.Count > Most) _ids.Remove(_order.Dequeue());
        return true;
    }
}
