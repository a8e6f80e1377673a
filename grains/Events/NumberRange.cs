namespace Genesis.Events;

/// <summary>Consecutive numbers.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
[GenerateSerializer, Immutable, Alias("Genesis.NumberRange")]
public readonly record struct NumberRange([property: Id(0)] long From, [property: Id(1)] long To);
