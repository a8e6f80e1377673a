namespace Genesis.Trading;

/// <summary>Data of <c>kill_switch</c> and <c>release_kill_switch</c>.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.KillSwitchRequest")]
public sealed record KillSwitchRequest
{
    /// <summary>Why, for people.</summary>
    [Id(0)] public string? Reason { get; init; }
}
