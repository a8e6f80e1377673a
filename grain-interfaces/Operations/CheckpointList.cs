using System.Collections.Immutable;

namespace Genesis;

/// <summary>The versions that are kept of a component's checkpoint.</summary>
/// <param name="Component">The component.</param>
/// <param name="Versions">Newest first, with those that were refused.</param>
/// <param name="Problem">Why there are none to see, as a sentence; null when there are, or could be.</param>
[GenerateSerializer, Immutable, Alias("Genesis.CheckpointList")]
public sealed record CheckpointList(
    [property: Id(0)] string Component, [property: Id(1)] ImmutableArray<CheckpointVersion> Versions, [property: Id(2)] string? Problem = null);
