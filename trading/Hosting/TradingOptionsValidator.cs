using Genesis.Exchanges;
using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>The rules of <see cref="TradingOptions"/>.</summary>
internal sealed class TradingOptionsValidator(IEnumerable<StrategyType> types) : IValidateOptions<TradingOptions>
{
    private const int MostSymbols = 200;
    private const int MostStrategies = 200;

    private static readonly TradingOptions Usual = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TradingOptions options)
    {
        var rules = new SettingRules(TradingOptions.Section);
        var venues = VenueCatalog.Names;
        rules.Require(
            venues.Contains(options.Venue, StringComparer.OrdinalIgnoreCase), nameof(options.Venue), $"'{options.Venue}'", $"one of {string.Join(", ", venues)}",
            Spelling.Nearest(options.Venue, venues) is { } near ? $"Did you mean {near}?" : $"Leave it out for {Usual.Venue}.");
        rules.Require(options.Symbols.Count <= MostSymbols, nameof(options.Symbols), $"{options.Symbols.Count} symbols", $"at most {MostSymbols}", "Take some out.");
        rules.Within(nameof(options.BookDepth), options.BookDepth, 1, 400, Usual.BookDepth);
        for (var i = 0; i < options.Symbols.Count; i++) CheckSymbol(rules, $"{nameof(options.Symbols)}:{i}", options.Symbols[i]);
        rules.Require(options.Strategies.Count <= MostStrategies, nameof(options.Strategies), $"{options.Strategies.Count} strategies", $"at most {MostStrategies}", "Take some out.");
        List<string> findings = [];
        foreach (var (strategy, declared) in options.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            CheckStrategy(rules, strategy, declared, options);
            findings.AddRange(DeclaredStrategies.Problems(types, strategy, declared));
        }
        findings.InsertRange(0, rules.Result.Failures ?? []);
        return findings.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(findings);
    }

    private void CheckStrategy(SettingRules rules, string name, StrategyOptions declared, TradingOptions options)
    {
        var path = $"{nameof(options.Strategies)}:{name}";
        var known = types.Select(static type => type.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        rules.Require(
            known.Contains(declared.Type, StringComparer.OrdinalIgnoreCase), $"{path}:{nameof(declared.Type)}", $"'{declared.Type}'", $"a strategy that this host knows ({string.Join(", ", known)})",
            Spelling.Nearest(declared.Type, known) is { } near ? $"Did you mean {near}?" : "Make it known with AddStrategy, or correct the name.");
        rules.Require(declared.Amount > 0, $"{path}:{nameof(declared.Amount)}", declared.Amount, "above 0", "Say how much of the base currency an order is for.");
        for (var i = 0; i < declared.Symbols.Count; i++)
        {
            var symbolPath = $"{path}:{nameof(declared.Symbols)}:{i}";
            CheckSymbol(rules, symbolPath, declared.Symbols[i]);
            var isOfFlow = options.Symbols.Any(symbol => Symbols.Name(symbol) == Symbols.Name(declared.Symbols[i]));
            if (Symbols.Kind(declared.Symbols[i]) == InstrumentKind.Spot)
                rules.Require(isOfFlow, symbolPath, $"'{declared.Symbols[i]}'", $"one of {TradingOptions.Section}:{nameof(options.Symbols)} ({string.Join(", ", options.Symbols)})", "Add it there, or take it out here.");
        }
    }

    private static void CheckSymbol(SettingRules rules, string path, string symbol)
    {
        var kind = Symbols.Kind(symbol);
        rules.Require(kind is not null, path, $"'{symbol}'", "a symbol like BTC-USDT", "Write base and quote apart.");
        rules.Require(kind is null or InstrumentKind.Spot, path, $"'{symbol}'", "a spot pair: paper trades nothing else", "Take it out, or name the spot pair, such as BTC-USDT.");
    }
}
