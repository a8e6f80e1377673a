namespace Genesis.Trading;

/// <summary>The answer of <c>cancel_all</c>.</summary>
/// <param name="Cancelled">How many orders were cancelled.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.CancelAllAnswer")]
public sealed record CancelAllAnswer([property: Id(0)] int Cancelled);
