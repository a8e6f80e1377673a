using Genesis.Events;

namespace Genesis;

/// <summary>The way of events of one type: how they are treated and who gets them, higher priorities first.</summary>
internal sealed class EventRoute(string type, EventPolicy policy, EventTarget[] targets, TypeStream? stream = null)
{
    // Only where somebody takes one origin alone: all others pay for it with one comparison.
    private readonly EventTarget[][]? _byOrigin = Array.Exists(targets, static target => target.Takes is not null)
        ? [.. Enum.GetValues<EventOrigin>().Select(origin => Array.FindAll(targets, target => target.Takes is not { } taken || taken == origin))]
        : null;

    public string Type => type;

    public EventPolicy Policy => policy;

    /// <summary>The way to subscribers that are no components; null when the events are for one subscriber alone.</summary>
    public TypeStream? Stream => stream;

    /// <summary>Who gets events of any origin.</summary>
    public EventTarget[] Targets => targets;

    /// <summary>Who gets events of an origin.</summary>
    public EventTarget[] For(EventOrigin origin) => _byOrigin is null ? targets : _byOrigin[(int)origin];
}
