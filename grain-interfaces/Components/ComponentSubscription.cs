namespace Genesis;

/// <summary>Which events a component gets.</summary>
/// <param name="Pattern">A type, or a beginning followed by <c>.*</c>, or <c>*</c>.</param>
/// <param name="Priority">Subscribers with a higher one are served first.</param>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentSubscription")]
public sealed record ComponentSubscription([property: Id(0)] string Pattern, [property: Id(1)] int Priority = 0);
