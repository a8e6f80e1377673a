using System.Reflection;

namespace Genesis.Storage;

/// <summary>Names of types that outlive a build: no assembly, no version.</summary>
internal static class StateTypeNames
{
    public static string NameOf(Type type)
    {
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[]";
        var name = type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? Plain(type);
        return type.IsGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static string Plain(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.FullName ?? definition.Name;
    }
}
