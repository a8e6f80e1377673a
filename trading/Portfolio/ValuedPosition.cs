namespace Genesis.Trading;

/// <summary>A position at a price.</summary>
/// <param name="Position">What is held.</param>
/// <param name="AveragePrice">What one unit has cost, fees included.</param>
/// <param name="Price">The last price; null when none has come.</param>
/// <param name="Unrealised">Profit of what is held at that price; 0 without one.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.ValuedPosition")]
public sealed record ValuedPosition([property: Id(0)] Position Position, [property: Id(1)] decimal AveragePrice, [property: Id(2)] decimal? Price, [property: Id(3)] decimal Unrealised);
