namespace Genesis;

/// <summary>How many events of a type wait for a subscriber somewhere, or are being handled by it.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Subscriber">The component.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("Genesis.QueuedEvents")]
public readonly record struct QueuedEvents([property: Id(0)] string Type, [property: Id(1)] string Subscriber, [property: Id(2)] long Count);
