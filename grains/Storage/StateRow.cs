namespace Genesis.Storage;

/// <summary>A version of a state as it lies in the store.</summary>
/// <param name="Grain">The grain it was written for.</param>
/// <param name="Name">The state within the grain.</param>
/// <param name="Version">Its number.</param>
/// <param name="Time">When it was written, in ticks (UTC).</param>
/// <param name="State">What was written.</param>
internal sealed record StateRow(string Grain, string Name, long Version, long Time, EncodedState State);
