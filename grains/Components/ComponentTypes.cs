using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis;

/// <summary>The component classes that this host can make, by name.</summary>
/// <param name="services">Where their constructors' parameters come from.</param>
/// <param name="known">The classes known at start.</param>
public sealed class ComponentTypes(IServiceProvider services, IEnumerable<ComponentTypeEntry> known)
{
    private readonly ConcurrentDictionary<string, ComponentTypeEntry> _entries = new(
        known.GroupBy(entry => entry.Name).Select(group => KeyValuePair.Create(group.Key, group.Last())), StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _entries.Values.Where(static entry => !entry.IsBuiltIn).Select(static entry => entry.Name).Order(StringComparer.Ordinal);

    /// <summary>Whether a class is known by this name.</summary>
    public bool Knows(string name) => _entries.ContainsKey(name);

    /// <summary>Adds a class while the host runs.</summary>
    public void Add(ComponentTypeEntry entry) => _entries[entry.Name] = entry;

    /// <summary>The name under which a class is known; its own when it is not.</summary>
    internal string NameOf(Type type) => _entries.Values.FirstOrDefault(entry => entry.Class == type)?.Name ?? type.Name;

    internal Component Create(ComponentRegistration registration)
    {
        if (!_entries.TryGetValue(registration.Type, out var entry))
            throw new InvalidOperationException($"This host knows no component type {registration.Type}. It knows: {string.Join(", ", Names.Take(50))}. Add it with AddComponentType.");
        return entry.Make is { } make ? make(services, registration) : (Component)ActivatorUtilities.CreateInstance(services, entry.Class);
    }
}
