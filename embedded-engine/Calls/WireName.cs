using System.Reflection;
using Orleans;

namespace Genesis.Embedded.Calls;

/// <summary>Stable names of interfaces and methods on the wire: the [Alias] if there is one, else the full name and the parameter types.</summary>
internal static class WireName
{
    public static string OfType(Type type)
    {
        if (type.GetCustomAttribute<AliasAttribute>(false)?.Alias is { } alias && !type.IsGenericType) return alias;
        if (!type.IsGenericType) return type.FullName ?? type.Name;
        var definition = type.GetGenericTypeDefinition();
        var name = definition.GetCustomAttribute<AliasAttribute>(false)?.Alias ?? definition.FullName!;
        return type.IsGenericTypeDefinition ? name : $"{name}[{string.Join(',', type.GetGenericArguments().Select(OfType))}]";
    }

    public static string OfMethod(MethodInfo method)
    {
        if (method.GetCustomAttribute<AliasAttribute>(false)?.Alias is { } alias) return alias;
        if (method.GetCustomAttribute<IdAttribute>(false)?.Id is { } id) return $"#{id}";
        return $"{method.Name}({string.Join(',', method.GetParameters().Select(static p => OfType(p.ParameterType)))})";
    }
}
