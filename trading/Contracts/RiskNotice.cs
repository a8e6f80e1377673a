namespace Genesis.Trading;

/// <summary>What risk has to say to everybody.</summary>
/// <param name="Kind"><c>kill_switch</c>, <c>released</c> or <c>limit</c>.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="By">Who did it.</param>
/// <param name="Time">When (UTC).</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.RiskNotice")]
public sealed record RiskNotice([property: Id(0)] string Kind, [property: Id(1)] string Reason, [property: Id(2)] string By, [property: Id(3)] DateTimeOffset Time)
{
    public const string KillSwitch = "kill_switch";
    public const string Released = "released";
    public const string Limit = "limit";
}
