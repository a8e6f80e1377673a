namespace Genesis.Trading;

/// <summary>A price at a time.</summary>
public readonly record struct PricePoint(DateTimeOffset Time, decimal Price);
