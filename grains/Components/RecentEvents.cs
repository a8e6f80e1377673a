using System.Collections.Immutable;

namespace Genesis;

/// <summary>The last few events of a component, for its checkpoint.</summary>
internal sealed class RecentEvents
{
    private ComponentEvent?[] _events = [];
    private int _next;
    private int _count;

    public void Add(ComponentEvent happened, int most)
    {
        if (_events.Length != most) Resize(most);
        if (most == 0) return;
        _events[_next] = happened;
        if (++_next == most) _next = 0;
        if (_count < most) _count++;
    }

    public void Set(ImmutableArray<ComponentEvent> events, int most)
    {
        (_events, _next, _count) = (new ComponentEvent?[most], 0, 0);
        if (events.IsDefault) return;
        foreach (var happened in events) Add(happened, most);
    }

    /// <summary>Oldest first.</summary>
    public ImmutableArray<ComponentEvent> ToArray()
    {
        if (_count == 0) return [];
        var events = ImmutableArray.CreateBuilder<ComponentEvent>(_count);
        for (var i = 0; i < _count; i++) events.Add(_events[(_next - _count + i + _events.Length) % _events.Length]!);
        return events.MoveToImmutable();
    }

    private void Resize(int most)
    {
        var kept = ToArray();
        Set(kept.Length > most ? kept.RemoveRange(0, kept.Length - most) : kept, most);
    }
}
