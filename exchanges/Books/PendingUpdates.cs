namespace Genesis.Exchanges;

/// <summary>Changes kept while a REST snapshot is on its way. Bounded: the oldest go first, and the snapshot then shows whether they were needed.</summary>
internal sealed class PendingUpdates
{
    private const int Most = 4096;

    private readonly LinkedList<BookUpdate> _updates = new();

    public int Count => _updates.Count;

    public void Add(BookUpdate update)
    {
        if (_updates.Count == Most) _updates.RemoveFirst();
        _updates.AddLast(update.Copy());
    }

    public bool TryPeek([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out BookUpdate update)
    {
        update = _updates.First?.Value;
        return update is not null;
    }

    public void Dequeue() => _updates.RemoveFirst();

    public void DropLast() => _updates.RemoveLast();

    public void Clear() => _updates.Clear();
}
