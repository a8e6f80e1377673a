namespace Genesis.Simulations.Grains;

/// <summary>Objects that belong to one activation, by type.</summary>
internal sealed class ComponentBag
{
    private Dictionary<Type, object>? _components;

    public object? Find(Type type) => _components is not null && _components.TryGetValue(type, out var found) ? found : null;

    public void Set(Type type, object? component)
    {
        if (component is null) _components?.Remove(type);
        else (_components ??= [])[type] = component;
    }
}
