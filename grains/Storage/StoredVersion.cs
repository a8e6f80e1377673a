namespace Genesis.Storage;

/// <summary>A version of a state as it lies in the store.</summary>
/// <param name="Grain">The grain it belongs to.</param>
/// <param name="StateName">The state within the grain.</param>
/// <param name="Version">Its number; also the ETag.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Type">The state's type.</param>
/// <param name="Size">Bytes in the store.</param>
/// <param name="Fault">Why it would be refused; null if it is sound.</param>
public sealed record StoredVersion(string Grain, string StateName, long Version, DateTimeOffset Time, string Type, int Size, string? Fault);
