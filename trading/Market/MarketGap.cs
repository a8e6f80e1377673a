namespace Genesis.Trading;

/// <summary>A stretch in which something may be missing, told before the first item after it.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="Channel">Of which stream: <c>trades</c>, <c>quotes</c> or <c>book</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">When the last item before it was received (UTC); null if there was none.</param>
/// <param name="To">When the first item after it was received (UTC).</param>
/// <param name="Missing">How many items are missing at most, where the venue counts them.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.MarketGap")]
public sealed record MarketGap(
    [property: Id(0)] string Venue, [property: Id(1)] string Symbol, [property: Id(2)] string Channel, [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset? From, [property: Id(5)] DateTimeOffset To, [property: Id(6)] long? Missing);
