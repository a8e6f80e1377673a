namespace Genesis.Streams;

/// <summary>Entries with consecutive sequence numbers in an array that grows when it must and is given up when it is empty.</summary>
internal sealed class EntryRing(long first)
{
    private const int SmallestSize = 16;

    // What an idle stream may keep of its array.
    private const int LargestIdleSize = 128;

    private object?[] _entries = [];

    /// <summary>The sequence number of the first entry, or of the next one when there is none.</summary>
    public long First { get; private set; } = first;

    /// <summary>The sequence number of the next entry.</summary>
    public long End { get; private set; } = first;

    public int Count => (int)(End - First);

    /// <summary>The number of events; an entry may be a group of them.</summary>
    public int Events { get; private set; }

    public void Add(object? entry, int count)
    {
        if (Count == _entries.Length) Resize(Math.Max(SmallestSize, _entries.Length * 2));
        _entries[Index(End++)] = entry;
        Events += count;
    }

    /// <summary>Counts the entries from a sequence number on that hold up to so many events; at least one.</summary>
    public int CountRun(long from, int maxEvents)
    {
        var (count, events) = (0, 0);
        for (var sequence = from; sequence < End; sequence++, count++)
        {
            events += EventGroup.CountOf(_entries[Index(sequence)]);
            if (count > 0 && events > maxEvents) break;
        }
        return count;
    }

    public object?[] Copy(long from, int count)
    {
        var copy = new object?[count];
        for (var i = 0; i < count; i++) copy[i] = _entries[Index(from + i)];
        return copy;
    }

    /// <summary>Removes the entries before a sequence number, and returns how many events they were.</summary>
    public int RemoveUntil(long sequence)
    {
        var before = Events;
        for (; First < sequence; First++)
        {
            ref var entry = ref _entries[Index(First)];
            Events -= EventGroup.CountOf(entry);
            entry = null;
        }
        if (Count == 0 && _entries.Length > LargestIdleSize) _entries = [];
        return before - Events;
    }

    private int Index(long sequence) => (int)(sequence & (_entries.Length - 1));

    private void Resize(int size)
    {
        var (old, oldMask) = (_entries, _entries.Length - 1);
        _entries = new object?[size];
        for (var sequence = First; sequence < End; sequence++) _entries[Index(sequence)] = old[(int)(sequence & oldMask)];
    }
}
