using System.Collections.Immutable;
using Genesis.Events;

namespace Genesis.Doors.Sockets;

/// <summary>Which events a connection gets. Never changes, but for what it remembers: it belongs to one connection's writer.</summary>
/// <param name="component">The connection's component: it does not get what it told itself.</param>
/// <param name="broadcasts">Whether it gets all external events.</param>
/// <param name="patterns">Types and patterns of events of any origin.</param>
internal sealed class SocketFilter(string component, bool broadcasts, ImmutableArray<string> patterns)
{
    private const int MostTypes = 4096;

    private Dictionary<EventType, bool>? _known;

    public bool Broadcasts => broadcasts;

    public ImmutableArray<string> Patterns => patterns;

    /// <summary>Whether the connection gets an event.</summary>
    public bool Wants(RingEntry entry)
    {
        if (entry.IsNotice) return true;
        if (entry.Only is { } only) return only == component;
        if (entry.Source == component) return false;
        if (broadcasts && entry.Origin == EventOrigin.External) return true;
        return patterns.Length > 0 && Matches(entry.Type);
    }

    /// <summary>The same with other patterns.</summary>
    public SocketFilter With(ImmutableArray<string> others) => new(component, broadcasts, others);

    private bool Matches(EventType type)
    {
        _known ??= [];
        if (_known.TryGetValue(type, out var known)) return known;
        if (_known.Count == MostTypes) _known.Clear();
        return _known[type] = patterns.Any(pattern => EventPattern.Matches(pattern, type.Name));
    }
}
