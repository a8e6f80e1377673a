namespace Genesis.Trading;

/// <summary>The answer of <c>kill_switch</c> and <c>release_kill_switch</c>.</summary>
/// <param name="Kill">The notice while the switch is on; null when it is off.</param>
/// <param name="Saved">Whether that is in the store, so that it holds after a restart.</param>
/// <param name="Problem">Why not.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.KillSwitchAnswer")]
public sealed record KillSwitchAnswer([property: Id(0)] RiskNotice? Kill, [property: Id(1)] bool Saved, [property: Id(2)] string? Problem);
