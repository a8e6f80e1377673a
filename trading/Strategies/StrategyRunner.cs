namespace Genesis.Trading;

/// <summary>A strategy whatever its state is.</summary>
internal abstract class StrategyRunner
{
    public abstract StrategyInputs Inputs { get; }

    public abstract Payload Begin();

    /// <summary>Takes an event; the state that comes back is the same object when nothing has changed.</summary>
    public abstract (Payload State, Wish? Wish) React(Payload state, in MarketMoment moment);

    public static StrategyRunner Of<TState>(IStrategy<TState> strategy)
        where TState : class => new Typed<TState>(strategy);

    private sealed class Typed<TState>(IStrategy<TState> strategy) : StrategyRunner
        where TState : class
    {
        public override StrategyInputs Inputs => strategy.Inputs;

        public override Payload Begin() => Payload.Of(strategy.Begin());

        public override (Payload State, Wish? Wish) React(Payload state, in MarketMoment moment)
        {
            var before = state.As<TState>();
            var move = strategy.React(before, moment);
            return (ReferenceEquals(move.State, before) ? state : Payload.Of(move.State), move.Wish);
        }
    }
}
