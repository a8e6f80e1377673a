using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>What a component has handled of each source, at one moment: part of its checkpoint. Never changes.</summary>
/// <param name="Sources">Ordered by their names.</param>
[GenerateSerializer, Immutable, Alias("Genesis.HandledSnapshot")]
public sealed record HandledSnapshot([property: Id(0)] ImmutableArray<SourceMarks> Sources)
{
    /// <summary>Nothing.</summary>
    public static HandledSnapshot Empty { get; } = new([]);
}
