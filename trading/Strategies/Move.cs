using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Short forms of <see cref="Move{TState}"/>.</summary>
public static class Move
{
    /// <summary>Nothing is to be done.</summary>
    public static Move<TState> Keep<TState>(TState state) => new(state);

    /// <summary>Buy.</summary>
    public static Move<TState> Buy<TState>(TState state, string reason, decimal? amount = null) => new(state, new Wish(Side.Buy, reason, amount));

    /// <summary>Sell.</summary>
    public static Move<TState> Sell<TState>(TState state, string reason, decimal? amount = null) => new(state, new Wish(Side.Sell, reason, amount));
}
