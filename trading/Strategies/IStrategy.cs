namespace Genesis.Trading;

/// <summary>
/// A strategy: a pure function from what it knows and a market event to what it knows then and what it wants. It reads no clock, no random numbers and nothing else;
/// so it does the same live, on paper, in replay and in simulation. One object serves all symbols, each of which has a state of its own.
/// </summary>
/// <typeparam name="TState">What it knows: an immutable record, kept across restarts as JSON.</typeparam>
public interface IStrategy<TState>
    where TState : class
{
    /// <summary>What it wants to see.</summary>
    StrategyInputs Inputs => StrategyInputs.Prices;

    /// <summary>What it knows before the first event of a symbol.</summary>
    TState Begin();

    /// <summary>Takes one market event.</summary>
    Move<TState> React(TState state, MarketMoment moment);
}
