namespace Genesis.Trading;

/// <summary>Where a price is from; the higher is the better one.</summary>
public enum PriceSource
{
    None,
    Book,
    Quote,
    Trade,
}
