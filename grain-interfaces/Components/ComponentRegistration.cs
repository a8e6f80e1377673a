using System.Collections.Immutable;

namespace Genesis;

/// <summary>A component that the system has, under its id.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.ComponentRegistration")]
public sealed record ComponentRegistration
{
    /// <summary>The id: 1 to 200 printable characters without <c>/</c>, <c>*</c> and spaces.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The name under which the class is known to the hosts.</summary>
    [Id(1)]
    public required string Type { get; init; }

    /// <summary>The events that it gets.</summary>
    [Id(2)]
    public ImmutableArray<ComponentSubscription> Subscriptions { get; init; } = [];

    /// <summary>Settings of its own, by name; parts of a name are separated by colons.</summary>
    [Id(3)]
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How it is treated.</summary>
    [Id(4)]
    public ComponentPolicies Policies { get; init; } = ComponentPolicies.Default;
}
