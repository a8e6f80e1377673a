namespace Genesis;

/// <summary>A component that counts as failed.</summary>
/// <param name="Id">The component.</param>
/// <param name="State">Failed, Recovering or Quarantined.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Reason">Why it failed.</param>
[GenerateSerializer, Immutable, Alias("Genesis.FailedComponent")]
public sealed record FailedComponent(
    [property: Id(0)] string Id,
    [property: Id(1)] Lifecycle State,
    [property: Id(2)] double Weight,
    [property: Id(3)] string Reason);
