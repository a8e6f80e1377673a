namespace Genesis.Exchanges;

/// <summary>The side of an order; of a trade, the side of the order that took liquidity.</summary>
public enum Side
{
    Buy,
    Sell,
}
