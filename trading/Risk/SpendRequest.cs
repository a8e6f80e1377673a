namespace Genesis.Trading;

/// <summary>Data of <c>spend_approval</c>.</summary>
/// <param name="Id">The approval.</param>
/// <param name="ClientOrderId">The order that it was given for.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.SpendRequest")]
public sealed record SpendRequest([property: Id(0)] string Id, [property: Id(1)] string ClientOrderId);
