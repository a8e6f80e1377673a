using System.Collections.Immutable;

namespace Genesis;

/// <summary>What has changed in the registry.</summary>
/// <param name="Epoch">The life of the registry: numbers of another are not comparable.</param>
/// <param name="From">Changes after this number are in it; from 0 on, it is all there is.</param>
/// <param name="To">Changes up to this number are in it.</param>
/// <param name="Changes">The changes in order; of several to one component, the last.</param>
/// <param name="More">Whether there are more.</param>
[GenerateSerializer, Immutable, Alias("Genesis.RegistryUpdate")]
public sealed record RegistryUpdate(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long From,
    [property: Id(2)] long To,
    [property: Id(3)] ImmutableArray<RegistryChange> Changes,
    [property: Id(4)] bool More);
