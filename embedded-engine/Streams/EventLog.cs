namespace Genesis.Embedded.Streams;

/// <summary>
/// The events of a stream that are in memory: a ring that every subscription reads at its own place. One writer at a time (the hub's gate
/// sees to that), any number of readers without a lock. A place is not reused before every subscription has passed it.
/// </summary>
internal sealed class EventLog(long first)
{
    private const int SmallestRing = 8;
    private StreamEvent?[] _ring = new StreamEvent?[SmallestRing];
    private long _end = first;
    private long _items;

    /// <summary>The sequence number of the oldest event in memory.</summary>
    public long Oldest { get; private set; } = first;

    /// <summary>The sequence number that the next event gets.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Items of all events so far.</summary>
    public long Items => Volatile.Read(ref _items);

    /// <summary>The event at a place between what the reader has had and <see cref="End"/>; null for a reader that is no longer waited for.</summary>
    public StreamEvent? At(long sequence)
    {
        // The end is read before the ring, by the caller, so this ring has every event before that end.
        var ring = Volatile.Read(ref _ring);
        var found = Volatile.Read(ref ring[sequence & (ring.Length - 1)]);
        return found?.Sequence == sequence ? found : null;
    }

    /// <summary>Adds an event. The writer only.</summary>
    public void Append(StreamEvent added)
    {
        var end = _end;
        if (end - Oldest == _ring.Length) Grow();
        added.Sequence = end;
        added.ItemsThrough = _items + added.Count;
        Volatile.Write(ref _ring[end & (_ring.Length - 1)], added);
        Volatile.Write(ref _items, added.ItemsThrough);
        Volatile.Write(ref _end, end + 1);
    }

    /// <summary>Lets go of events before the given place, but for the newest ones. The writer only.</summary>
    public void Trim(long before, int keep)
    {
        var oldest = Math.Min(before, _end - keep);
        for (; Oldest < oldest; Oldest++) _ring[Oldest & (_ring.Length - 1)] = null;
    }

    /// <summary>Lets go of everything that nobody needs, and of the room that a burst took. The writer only.</summary>
    public void Rest(long before)
    {
        Trim(before, keep: 0);
        if (Oldest == _end && _ring.Length > SmallestRing) Volatile.Write(ref _ring, new StreamEvent?[SmallestRing]);
    }

    /// <summary>True when the next event would need a larger ring.</summary>
    public bool IsFull => _end - Oldest == _ring.Length;

    private void Grow()
    {
        var larger = new StreamEvent?[_ring.Length * 2];
        for (var sequence = Oldest; sequence < _end; sequence++) larger[sequence & (larger.Length - 1)] = _ring[sequence & (_ring.Length - 1)];
        Volatile.Write(ref _ring, larger);
    }
}
