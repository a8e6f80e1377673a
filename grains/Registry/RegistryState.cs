using System.Collections.Immutable;

namespace Genesis.Registry;

/// <summary>What was done to the registry at run time: it outlives restarts and holds against what code and configuration declare.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.RegistryState")]
public sealed record RegistryState
{
    /// <summary>Registered at run time.</summary>
    [Id(0)]
    public ImmutableSortedDictionary<string, ComponentRegistration> Registered
    {
        get;
        // Read from JSON it comes with the order of the culture.
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, ComponentRegistration>(StringComparer.Ordinal);

    /// <summary>Declared, and removed at run time.</summary>
    [Id(1)]
    public ImmutableSortedSet<string> Removed
    {
        get;
        init => field = value.WithComparer(StringComparer.Ordinal);
    } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The state after a registration.</summary>
    public RegistryState With(ComponentRegistration registration) =>
        this with { Registered = Registered.SetItem(registration.Id, registration), Removed = Removed.Remove(registration.Id) };

    /// <summary>The state after a removal.</summary>
    public RegistryState Without(string id, bool isDeclared) =>
        this with { Registered = Registered.Remove(id), Removed = isDeclared ? Removed.Add(id) : Removed };
}
