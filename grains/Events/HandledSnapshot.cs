using System.Collections.Immutable;

namespace Genesis.Events;

/// <summary>What a component has handled of each source, at one moment: part of its checkpoint. Never changes.</summary>
/// <param name="Sources">By the source's name.</param>
internal sealed record HandledSnapshot(ImmutableSortedDictionary<string, SourceMarks> Sources)
{
    /// <summary>Nothing.</summary>
    public static HandledSnapshot Empty { get; } = new(ImmutableSortedDictionary.Create<string, SourceMarks>(StringComparer.Ordinal));
}
