namespace Genesis;

/// <summary>What is in a version of a component's checkpoint.</summary>
/// <param name="Component">The component.</param>
/// <param name="Version">The version; 0 when there is none.</param>
/// <param name="Content">State, last events and marks; null when there is a problem.</param>
/// <param name="Problem">Why it cannot be read, as a sentence.</param>
[GenerateSerializer, Immutable, Alias("Genesis.CheckpointContent")]
public sealed record CheckpointContent(
    [property: Id(0)] string Component, [property: Id(1)] long Version, [property: Id(2)] Payload? Content, [property: Id(3)] string? Problem = null);
