namespace Genesis.Trading;

/// <summary>The trading flow as it is declared: what is traded where, by which strategies, within which limits. Read at start; a change takes effect at the next.</summary>
public sealed class TradingOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Genesis:Trading";

    /// <summary>The venue whose market data are used, such as <c>okx</c>.</summary>
    public string Venue { get; set; } = "okx";

    /// <summary>What is traded, in any common form, such as <c>BTC-USDT</c>. None: the flow is there and waits.</summary>
    public List<string> Symbols { get; } = [];

    /// <summary>Levels of each side in the books that components get.</summary>
    public int BookDepth { get; set; } = 10;

    /// <summary>The strategies, by name.</summary>
    public Dictionary<string, StrategyOptions> Strategies { get; } = new(StringComparer.Ordinal);

    /// <summary>What risk allows.</summary>
    public RiskOptions Risk { get; set; } = new();

    /// <summary>The paper exchange.</summary>
    public PaperOptions Paper { get; set; } = new();
}
