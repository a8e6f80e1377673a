namespace Genesis.Trading;

/// <summary>What a strategy makes of a market event: its state from now on, and what it wants done.</summary>
/// <param name="State">The state; the same object when nothing has changed.</param>
/// <param name="Wish">What is to be done; null for nothing.</param>
public readonly record struct Move<TState>(TState State, Wish? Wish = null);
