using System.Collections.Immutable;

namespace Genesis;

/// <summary>What the system mode is computed from.</summary>
/// <param name="Components">Components that count: all but stopped ones.</param>
/// <param name="Weight">Their weight together.</param>
/// <param name="FailedComponents">How many of them failed.</param>
/// <param name="FailedWeight">The weight of those together.</param>
/// <param name="Failed">Which, and why; the list is bounded and may be shorter than their number.</param>
[GenerateSerializer, Immutable, Alias("Genesis.ModeInputs")]
public sealed record ModeInputs(
    [property: Id(0)] int Components,
    [property: Id(1)] double Weight,
    [property: Id(2)] int FailedComponents,
    [property: Id(3)] double FailedWeight,
    [property: Id(4)] ImmutableArray<FailedComponent> Failed)
{
    /// <summary>No components.</summary>
    public static ModeInputs None { get; } = new(0, 0, 0, 0, []);

    /// <summary>The share of the weight that failed, 0 to 1; 0 without components.</summary>
    public double FailedShare => Weight > 0 ? FailedWeight / Weight : 0;
}
