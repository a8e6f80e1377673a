namespace Genesis;

/// <summary>What became of the wish to watch.</summary>
/// <param name="Lease">Within this time the lease must be renewed.</param>
/// <param name="Problem">Why nothing is watched, and what to do, as a sentence; null when all is well.</param>
[GenerateSerializer, Immutable, Alias("Genesis.WatchOpening")]
public sealed record WatchOpening([property: Id(0)] TimeSpan Lease, [property: Id(1)] string? Problem = null);
