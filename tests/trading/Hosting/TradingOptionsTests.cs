using Genesis.Trading;

namespace Genesis.Tests.Trading;

public sealed class TradingOptionsTests
{
    private static readonly TradingOptionsValidator Rules = new([
        new StrategyType("SmaCrossover", static settings => StrategyRunner.Of(new SmaCrossover(settings))),
        new StrategyType("MeanReversion", static settings => StrategyRunner.Of(new MeanReversion(settings))),
    ]);

    [Fact]
    public void The_defaults_hold() => Rules.Validate(null, new TradingOptions()).Succeeded.ShouldBeTrue();

    [Fact]
    public void What_breaks_a_rule_is_told_with_path_value_and_rule_all_at_once()
    {
        var options = new TradingOptions { Venue = "binanse", BookDepth = 0, Symbols = { "BTC-USDT", "UNI-USD-SWAP" } };
        options.Strategies["one"] = new StrategyOptions { Type = "SmaCrosover", Amount = 1, Symbols = { "ETH-USDT" } };
        options.Strategies["two"] = new StrategyOptions { Type = "MeanReversion", Settings = { ["entry"] = "99" } };

        Rules.Validate(null, options).Failures.ShouldBe([
            "Genesis:Trading:Venue is 'binanse', but it must be one of binance, binance-futures, coinbase, kraken, kraken-v1, okx, bybit, bybit-linear. Did you mean binance?",
            "Genesis:Trading:BookDepth is 0, but it must be from 1 to 400. Leave it out for the default, 10.",
            "Genesis:Trading:Symbols:1 is 'UNI-USD-SWAP', but it must be a spot pair: paper trades nothing else. Take it out, or name the spot pair, such as BTC-USDT.",
            "Genesis:Trading:Strategies:one:Type is 'SmaCrosover', but it must be a strategy that this host knows (SmaCrossover, MeanReversion). Did you mean SmaCrossover?",
            "Genesis:Trading:Strategies:one:Symbols:0 is 'ETH-USDT', but it must be one of Genesis:Trading:Symbols (BTC-USDT, UNI-USD-SWAP). Add it there, or take it out here.",
            "Genesis:Trading:Strategies:two:Amount is 0, but it must be above 0. Say how much of the base currency an order is for.",
            "Genesis:Trading:Strategies:two:Settings:entry is '99', but it must be a number from 0.1 to 10. Leave it out for the default, 2.",
        ]);
    }
}
