using System.Collections.Immutable;

namespace Genesis;

/// <summary>Events on their way to one subscriber.</summary>
/// <param name="Events">The events, in order.</param>
[GenerateSerializer, Immutable, Alias("Genesis.EventBatch")]
public sealed record EventBatch([property: Id(0)] ImmutableArray<ComponentEvent> Events);
