using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>The strategies that the configuration declares, made and ready.</summary>
internal sealed class DeclaredStrategies
{
    public DeclaredStrategies(IEnumerable<StrategyType> types, IOptions<TradingOptions> options)
        : this(types, options.Value)
    {
    }

    private DeclaredStrategies(IEnumerable<StrategyType> types, TradingOptions options)
    {
        var known = Known(types);
        All =
        [
            .. from pair in options.Strategies.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
               let declared = pair.Value
               let runner = known[declared.Type].Make(Settings(pair.Key, declared))
               from symbol in (declared.Symbols.Count > 0 ? declared.Symbols : options.Symbols).Select(Symbols.Name).Distinct()
               select new DeclaredStrategy(pair.Key, symbol, Made(declared), declared.Amount, runner)
        ];
    }

    /// <summary>One for each strategy and symbol.</summary>
    public ImmutableArray<DeclaredStrategy> All { get; }

    /// <summary>What all of them want to see together.</summary>
    public StrategyInputs Inputs => All.Aggregate(StrategyInputs.None, static (all, one) => all | one.Runner.Inputs);

    /// <summary>What is wrong with one that is declared.</summary>
    public static IEnumerable<string> Problems(IEnumerable<StrategyType> types, string name, StrategyOptions declared)
    {
        if (!Known(types).TryGetValue(declared.Type, out var type)) return [];
        var settings = Settings(name, declared);
        type.Make(settings);
        return settings.Problems;
    }

    public static Dictionary<string, StrategyType> Known(IEnumerable<StrategyType> types)
    {
        // The last of a name wins: a user may put a class of the same name in the place of ours.
        Dictionary<string, StrategyType> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (var type in types) known[type.Name] = type;
        return known;
    }

    private static StrategySettings Settings(string name, StrategyOptions declared) => new(declared.Settings, $"{TradingOptions.Section}:Strategies:{name}:Settings");

    private static string Made(StrategyOptions declared) =>
        string.Join(' ', [declared.Type, .. declared.Settings.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(static pair => $"{pair.Key}={pair.Value}")]);
}
