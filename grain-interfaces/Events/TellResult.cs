namespace Genesis;

/// <summary>What became of an event that was told.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Subscribers">How many subscribers it is on its way to.</param>
/// <param name="Refused">Why it was not told at all, such as the system mode; null when it was.</param>
/// <param name="Shed">To how many of them it was lost at once, because there was no room.</param>
[GenerateSerializer, Immutable, Alias("Genesis.TellResult")]
public readonly record struct TellResult(
    [property: Id(0)] string Id, [property: Id(1)] int Subscribers, [property: Id(2)] string? Refused = null, [property: Id(3)] int Shed = 0)
{
    /// <summary>Whether it was told.</summary>
    public bool IsTold => Refused is null;
}
