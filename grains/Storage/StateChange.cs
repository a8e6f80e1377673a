namespace Genesis.Storage;

/// <summary>A new version to be stored.</summary>
/// <param name="Key">Which state.</param>
/// <param name="Id">Its number.</param>
/// <param name="Version">The version.</param>
/// <param name="Time">When, in ticks (UTC).</param>
/// <param name="State">What to write; null to clear.</param>
internal sealed record StateChange(StateKey Key, long Id, long Version, long Time, EncodedState? State);
