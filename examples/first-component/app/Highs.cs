using System.Collections.Immutable;

namespace FirstComponent;

/// <summary>The highest price of each symbol: what the component remembers.</summary>
public sealed record Highs(ImmutableDictionary<string, decimal> BySymbol);
