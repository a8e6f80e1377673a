using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis;

/// <summary>Says what a host has: component classes, components and where their checkpoints are kept.</summary>
public sealed class GenesisBuilder
{
    internal GenesisBuilder(ISiloBuilder silo) => Silo = silo;

    /// <summary>The silo that the components run in.</summary>
    public ISiloBuilder Silo { get; }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services => Silo.Services;

    /// <summary>Makes a component class known, so that components of it can be registered by configuration and while the host runs.</summary>
    /// <param name="name">The name in registrations and checkpoints; the class' own name when left out.</param>
    /// <param name="make">Makes an instance; when left out, the constructor is called with services of the host.</param>
    public GenesisBuilder AddComponentType<T>(string? name = null, Func<IServiceProvider, ComponentRegistration, T>? make = null)
        where T : Component
    {
        Services.AddSingleton(new ComponentTypeEntry(name ?? typeof(T).Name, typeof(T), make));
        return this;
    }

    /// <summary>Registers a component, and makes its class known.</summary>
    /// <param name="id">The component's id.</param>
    /// <param name="subscriptions">The events that it gets.</param>
    /// <param name="policies">How it is treated.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="make">Makes an instance; when left out, the constructor is called with services of the host.</param>
    public GenesisBuilder AddComponent<T>(
        string id, IEnumerable<string>? subscriptions = null, ComponentPolicies? policies = null, IReadOnlyDictionary<string, string>? settings = null,
        Func<IServiceProvider, ComponentRegistration, T>? make = null)
        where T : Component
    {
        var type = typeof(T).Name;
        AddComponentType(type, make);
        return AddComponent(new ComponentRegistration
        {
            Id = id,
            Type = type,
            Subscriptions = [.. (subscriptions ?? []).Select(pattern => new ComponentSubscription(pattern))],
            Policies = policies ?? ComponentPolicies.Default,
            Settings = settings?.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase) ?? ImmutableDictionary<string, string>.Empty,
        });
    }

    /// <summary>Registers a component whose class is known.</summary>
    public GenesisBuilder AddComponent(ComponentRegistration registration)
    {
        Services.AddSingleton(registration);
        return this;
    }
}
