namespace Genesis.Exchanges;

/// <summary>A price and the size offered there. In a delta, size zero takes the level out.</summary>
/// <remarks>A decimal keeps the digits it was written with (0.10 is not shortened to 0.1), and checksums are made of those.</remarks>
public readonly record struct BookLevel(decimal Price, decimal Size);
