using Genesis.Events;

namespace Genesis;

/// <summary>The way of events of one type: how they are treated and who gets them, higher priorities first.</summary>
internal sealed record EventRoute(string Type, EventPolicy Policy, EventTarget[] Targets);
