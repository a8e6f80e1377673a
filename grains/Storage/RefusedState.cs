namespace Genesis.Storage;

/// <summary>A stored version that was not used because it is not what it should be.</summary>
/// <param name="Store">The store.</param>
/// <param name="Grain">The grain.</param>
/// <param name="StateName">The state within the grain.</param>
/// <param name="Version">The version.</param>
/// <param name="At">When it was refused.</param>
/// <param name="Reason">What was expected and what was found.</param>
/// <param name="UsedInstead">The version that was used in its place; null if there was none.</param>
public sealed record RefusedState(string Store, string Grain, string StateName, long Version, DateTimeOffset At, string Reason, long? UsedInstead);
