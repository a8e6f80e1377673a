using System.Collections.Immutable;

namespace Genesis.Trading;

/// <summary>What the strategies have done.</summary>
/// <param name="Signals">All signals.</param>
/// <param name="ByStrategy">Signals of each strategy.</param>
[GenerateSerializer, Immutable, Alias("Genesis.Trading.StrategiesSummary")]
public sealed record StrategiesSummary([property: Id(0)] long Signals, [property: Id(1)] ImmutableSortedDictionary<string, long> ByStrategy);
