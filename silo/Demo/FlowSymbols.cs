using Genesis.Trading;

namespace Genesis.Silo.Demo;

/// <summary>Has the declared flow trade something else than it declares.</summary>
internal static class FlowSymbols
{
    /// <summary>Sets venue and symbols. A strategy that is bound to symbols keeps those that are there; one that keeps none runs on all.</summary>
    public static void Set(TradingOptions options, string venue, IReadOnlyCollection<string> symbols)
    {
        options.Venue = venue;
        options.Symbols.Clear();
        options.Symbols.AddRange(symbols);
        var names = symbols.Select(Symbols.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var strategy in options.Strategies.Values) strategy.Symbols.RemoveAll(symbol => !names.Contains(Symbols.Name(symbol)));
    }
}
