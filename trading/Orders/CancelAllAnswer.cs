namespace Genesis.Trading;

/// <summary>The answer of <c>cancel_all</c>.</summary>
/// <param name="Cancelled">How many orders were cancelled.</param>
/// <param name="Saved">Whether that is known to be in the store; if not, a crash might bring them back.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.CancelAllAnswer")]
public sealed record CancelAllAnswer([property: Id(0)] int Cancelled, [property: Id(1)] bool Saved = true);
