using System.Collections.Concurrent;

namespace Genesis;

/// <summary>The components that live in this process.</summary>
internal sealed class LocalComponents
{
    private readonly ConcurrentDictionary<string, ComponentCell> _cells = new(StringComparer.Ordinal);

    // In an order of its own: that of a dictionary differs from process to process.
    private readonly List<ComponentCell> _ordered = [];
    private readonly Dictionary<ComponentCell, int> _places = [];

    public int Count => _cells.Count;

    public ComponentCell? Find(string id) => _cells.GetValueOrDefault(id);

    public void Add(ComponentCell cell)
    {
        lock (_ordered)
        {
            _cells[cell.Id] = cell;
            _places[cell] = _ordered.Count;
            _ordered.Add(cell);
        }
    }

    public void Remove(ComponentCell cell)
    {
        lock (_ordered)
        {
            _cells.TryRemove(new(cell.Id, cell));
            if (!_places.Remove(cell, out var place)) return;
            var last = _ordered[^1];
            _ordered.RemoveAt(_ordered.Count - 1);
            if (ReferenceEquals(last, cell)) return;
            _ordered[place] = last;
            _places[last] = place;
        }
    }

    /// <summary>All of them as they are now.</summary>
    public void CopyTo(List<ComponentCell> cells)
    {
        cells.Clear();
        lock (_ordered) cells.AddRange(_ordered);
    }
}
