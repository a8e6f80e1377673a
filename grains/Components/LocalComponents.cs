using System.Collections.Concurrent;

namespace Genesis;

/// <summary>The components that live in this process.</summary>
internal sealed class LocalComponents
{
    private readonly ConcurrentDictionary<string, ComponentCell> _cells = new(StringComparer.Ordinal);

    public IEnumerable<ComponentCell> All => _cells.Values;

    public int Count => _cells.Count;

    public ComponentCell? Find(string id) => _cells.GetValueOrDefault(id);

    public void Add(ComponentCell cell) => _cells[cell.Id] = cell;

    public void Remove(ComponentCell cell) => _cells.TryRemove(new(cell.Id, cell));
}
