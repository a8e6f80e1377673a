using System.Collections.Immutable;

namespace Genesis;

/// <summary>Events for an operator who watches.</summary>
/// <param name="Events">The events, in the order in which they came.</param>
/// <param name="Dropped">How many were dropped before these, because the operator was too slow.</param>
[GenerateSerializer, Immutable, Alias("Genesis.WatchBatch")]
public sealed record WatchBatch([property: Id(0)] ImmutableArray<ComponentEvent> Events, [property: Id(1)] long Dropped);
