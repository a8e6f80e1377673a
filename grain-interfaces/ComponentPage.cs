using System.Collections.Immutable;

namespace Genesis;

/// <summary>Some of the components, in order of their ids.</summary>
/// <param name="Components">How they are.</param>
/// <param name="Total">How many components there are.</param>
/// <param name="More">Whether others come after these.</param>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentPage")]
public sealed record ComponentPage(
    [property: Id(0)] ImmutableArray<ComponentStatus> Components,
    [property: Id(1)] int Total,
    [property: Id(2)] bool More);
