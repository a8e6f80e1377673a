namespace Genesis.Trading;

/// <summary>What a strategy knows of one symbol.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="Made">Its class and settings: with others it begins anew.</param>
/// <param name="State">Its state.</param>
public sealed record StrategyMemory(string Strategy, string Symbol, string Made, Payload State);
