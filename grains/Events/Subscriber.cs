namespace Genesis.Events;

/// <summary>A component that is to get events of a type.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Priority">Higher ones are served first.</param>
internal readonly record struct Subscriber(string ComponentId, int Priority);
