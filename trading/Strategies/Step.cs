using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Short forms of <see cref="Step{TState}"/>.</summary>
public static class Step
{
    /// <summary>Nothing is to be done.</summary>
    public static Step<TState> Keep<TState>(TState state) => new(state);

    /// <summary>Buy.</summary>
    public static Step<TState> Buy<TState>(TState state, string reason, decimal? amount = null) => new(state, new Wish(Side.Buy, reason, amount));

    /// <summary>Sell.</summary>
    public static Step<TState> Sell<TState>(TState state, string reason, decimal? amount = null) => new(state, new Wish(Side.Sell, reason, amount));
}
