namespace Genesis.Trading;

/// <summary>Ids of the components of the flow, as the owner's documents have them.</summary>
public static class TradingIds
{
    public const string MarketData = "market_data_manager";
    public const string Strategies = "strategy_manager";
    public const string Signals = "signal_processor";
    public const string Risk = "risk_manager";
    public const string Exchange = "exchange_manager";
    public const string Portfolio = "portfolio";
}
