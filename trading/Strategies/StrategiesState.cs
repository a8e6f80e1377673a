using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>The state of the strategy manager.</summary>
/// <param name="Run">Number of its lives: part of the signals' ids, so that a life that begins from an older checkpoint makes no id twice.</param>
/// <param name="Memories">What each strategy knows of each symbol.</param>
/// <param name="Signals">How many signals each strategy has given.</param>
public sealed record StrategiesState(long Run, ImmutableArray<StrategyMemory> Memories, ImmutableDictionary<string, long> Signals);
