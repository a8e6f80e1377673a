using System.Collections.Immutable;

namespace Genesis;

/// <summary>All that is known of a component.</summary>
/// <param name="Status">How it is.</param>
/// <param name="Registration">As what it is registered.</param>
/// <param name="Changes">The last changes of its life, oldest first; empty when it lives in another silo.</param>
/// <param name="Route">The way to it from the silo that answers; null when nobody there has asked it.</param>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentDetails")]
public sealed record ComponentDetails(
    [property: Id(0)] ComponentStatus Status,
    [property: Id(1)] ComponentRegistration Registration,
    [property: Id(2)] ImmutableArray<LifecycleChange> Changes,
    [property: Id(3)] RouteReport? Route);
