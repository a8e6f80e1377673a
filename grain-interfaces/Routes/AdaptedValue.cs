namespace Genesis;

/// <summary>A value that adapts itself to what is observed.</summary>
/// <param name="Value">What it is now.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Before">What it was before its last change; null when it never changed.</param>
/// <param name="ChangedAt">When it changed last.</param>
/// <param name="Why">The observation that changed it.</param>
[GenerateSerializer, Immutable, Alias("Genesis.AdaptedValue")]
public sealed record AdaptedValue([property: Id(0)] double Value, [property: Id(1)] string Unit, [property: Id(2)] double? Before = null, [property: Id(3)] DateTimeOffset? ChangedAt = null, [property: Id(4)] string? Why = null);
