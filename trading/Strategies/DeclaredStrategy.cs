namespace Genesis.Trading;

/// <summary>A strategy on one symbol.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Symbol">What it trades.</param>
/// <param name="Made">Its class and settings.</param>
/// <param name="Amount">How much an order is for.</param>
/// <param name="Runner">The strategy.</param>
internal sealed record DeclaredStrategy(string Name, string Symbol, string Made, decimal Amount, StrategyRunner Runner);
