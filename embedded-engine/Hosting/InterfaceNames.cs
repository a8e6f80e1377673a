using System.Collections.Concurrent;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>Finds a grain interface by the name that travels with references and calls.</summary>
internal static class InterfaceNames
{
    private static readonly ConcurrentDictionary<string, Type> Known = new();

    public static Type? Find(string name)
    {
        if (Known.TryGetValue(name, out var known)) return known;
        foreach (var assembly in GrainAssemblies.FindAssemblies().Append(typeof(InterfaceNames).Assembly))
            foreach (var type in assembly.GetTypes())
                if (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)) Known.TryAdd(WireName.OfType(type), type);
        return Known.TryGetValue(name, out known) ? known : FindClosed(name);
    }

    /// <summary>Name[argument,...] of a generic interface.</summary>
    private static Type? FindClosed(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0 || !Known.TryGetValue(name[..open], out var definition) || !definition.IsGenericTypeDefinition) return null;
        var arguments = Split(name[(open + 1)..^1]).Select(static argument => Type.GetType(argument) ?? FindType(argument)).ToArray();
        if (arguments.Contains(null) || arguments.Length != definition.GetGenericArguments().Length) return null;
        return Known[name] = definition.MakeGenericType(arguments!);
    }

    private static Type? FindType(string name) => GrainAssemblies.FindAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(static type => type is not null) ?? Find(name);

    private static IEnumerable<string> Split(string arguments)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == '[') depth++;
            else if (arguments[i] == ']') depth--;
            else if (arguments[i] == ',' && depth == 0)
            {
                yield return arguments[start..i];
                start = i + 1;
            }
        }
        yield return arguments[start..];
    }
}
