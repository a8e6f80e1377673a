namespace Genesis.Doors;

/// <summary>A fault in force.</summary>
/// <param name="Number">Its number, for ending it.</param>
/// <param name="Fault">What it does.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="EndsAt">When it ends at the latest (UTC).</param>
/// <param name="Struck">How often it has struck.</param>
public sealed record FaultAnswer(long Number, FaultBody Fault, DateTimeOffset Since, DateTimeOffset EndsAt, long Struck)
{
    internal static FaultAnswer Of(FaultStatus status) => new(status.Number, FaultBody.Of(status.Fault), status.Since, status.EndsAt, status.Struck);
}
