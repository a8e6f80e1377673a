namespace Genesis.Trading;

/// <summary>A class of strategies that the host knows.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Make">Makes one by its settings.</param>
internal sealed record StrategyType(string Name, Func<StrategySettings, StrategyRunner> Make);
