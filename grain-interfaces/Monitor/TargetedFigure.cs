namespace Genesis;

/// <summary>A figure of resilience beside its target, for people.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">What it is, with its unit; <c>-</c> when nothing was counted yet.</param>
/// <param name="Target">What it should be.</param>
/// <param name="IsMet">Whether it is; null when nothing was counted yet.</param>
[GenerateSerializer, Immutable, Alias("Genesis.TargetedFigure")]
public sealed record TargetedFigure([property: Id(0)] string Name, [property: Id(1)] string Value, [property: Id(2)] string Target, [property: Id(3)] bool? IsMet);
