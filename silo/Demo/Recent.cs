namespace Genesis.Silo.Demo;

/// <summary>The last so many of something. Safe from any thread.</summary>
internal sealed class Recent<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();

    public void Add(T item)
    {
        lock (_gate)
        {
            if (_items.Count == capacity) _items.Dequeue();
            _items.Enqueue(item);
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<T> Read()
    {
        lock (_gate) return [.. _items];
    }
}
