namespace Genesis;

/// <summary>The data of the event <c>component.lifecycle</c>.</summary>
/// <param name="Id">The component.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it became.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Generation">The generation that it left or entered.</param>
[GenerateSerializer, Immutable, Alias("Genesis.LifecycleNotice")]
public sealed record LifecycleNotice(
    [property: Id(0)] string Id,
    [property: Id(1)] Lifecycle From,
    [property: Id(2)] Lifecycle To,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string Reason,
    [property: Id(5)] long Generation);
