namespace Genesis.Registry;

/// <summary>The processes that are to be told of changes, for as long as they renew their lease. For one grain, on its turn.</summary>
internal sealed class ProcessTable(TimeProvider time, TimeSpan lease, TimeSpan patience)
{
    private readonly SortedDictionary<long, Entry> _entries = [];
    private readonly long _started = time.GetTimestamp();

    public int Count => _entries.Count;

    public void Renew(long process, IProcessObserver observer)
    {
        var end = time.GetElapsedTime(_started) + lease;
        if (_entries.TryGetValue(process, out var entry)) (entry.Observer, entry.LeaseEnd) = (observer, end);
        else _entries.Add(process, new Entry { Observer = observer, LeaseEnd = end });
    }

    public void Remove(long process) => _entries.Remove(process);

    /// <summary>Tells all of them at once. Ends when those that answered the last time have acknowledged it, or patience is over: a process that is gone holds up one call.</summary>
    /// <returns>How many acknowledged it.</returns>
    public async Task<int> Tell(Func<IProcessObserver, Task> call)
    {
        var now = time.GetElapsedTime(_started);
        foreach (var (process, entry) in _entries.ToArray())
            if (entry.LeaseEnd < now) _entries.Remove(process);
        List<Task<bool>> awaited = [];
        foreach (var entry in _entries.Values.ToArray())
        {
            var silent = entry.IsSilent;
            var telling = Tell(entry, call);
            if (!silent) awaited.Add(telling);
        }
        return (await Task.WhenAll(awaited)).Count(static acknowledged => acknowledged);
    }

    private async Task<bool> Tell(Entry entry, Func<IProcessObserver, Task> call)
    {
        try
        {
            await call(entry.Observer).WaitAsync(patience, time);
            entry.IsSilent = false;
            return true;
        }
        catch (Exception)
        {
            // It learns what it has missed when it renews its lease.
            entry.IsSilent = true;
            return false;
        }
    }

    private sealed class Entry
    {
        public required IProcessObserver Observer { get; set; }

        public TimeSpan LeaseEnd { get; set; }

        public bool IsSilent { get; set; }
    }
}
