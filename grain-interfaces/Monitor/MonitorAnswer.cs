namespace Genesis;

/// <summary>What a silo is told that has reported.</summary>
/// <param name="Mode">The mode that holds, with its last change.</param>
/// <param name="FailedShare">The share of the weight that has failed, in the whole system.</param>
[GenerateSerializer, Immutable, Alias("Genesis.MonitorAnswer")]
public sealed record MonitorAnswer([property: Id(0)] ModeChange Mode, [property: Id(1)] double FailedShare);
