namespace Genesis;

/// <summary>One change in the life of a component.</summary>
/// <param name="From">What it was.</param>
/// <param name="To">What it became.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why, as a sentence for people.</param>
[GenerateSerializer, Immutable, Alias("Genesis.LifecycleChange")]
public sealed record LifecycleChange(
    [property: Id(0)] Lifecycle From,
    [property: Id(1)] Lifecycle To,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Reason);
