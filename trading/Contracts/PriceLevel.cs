namespace Genesis.Trading;

/// <summary>A level of a book: all that is offered at one price.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.PriceLevel")]
public readonly record struct PriceLevel([property: Id(0)] decimal Price, [property: Id(1)] decimal Size);
