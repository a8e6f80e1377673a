namespace Genesis;

/// <summary>A fault that is in force.</summary>
/// <param name="Number">Its number, for ending it.</param>
/// <param name="Fault">What it does.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="EndsAt">When it ends at the latest (UTC).</param>
/// <param name="Struck">How often it has struck.</param>
[GenerateSerializer, Immutable, Alias("Genesis.FaultStatus")]
public sealed record FaultStatus(
    [property: Id(0)] long Number,
    [property: Id(1)] Fault Fault,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] DateTimeOffset EndsAt,
    [property: Id(4)] long Struck);
