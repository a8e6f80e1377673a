using System.Collections.Concurrent;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>Finds a grain interface by the name that travels with references and calls.</summary>
internal static class InterfaceNames
{
    /// <summary>Names come from other processes too: a stream of new ones must not fill the memory.</summary>
    private const int MostNames = 20_000;

    private static readonly ConcurrentDictionary<string, Type> Known = new();
    private static int _scanned;

    public static Type? Find(string name)
    {
        if (Known.TryGetValue(name, out var known)) return known;
        Scan();
        return Known.TryGetValue(name, out known) ? known : FindClosed(name);
    }

    /// <summary>Every grain interface of the grain assemblies by its name; generic ones as definitions.</summary>
    public static IReadOnlyList<KeyValuePair<string, Type>> All()
    {
        Scan();
        return [.. Known.Where(static pair => !pair.Value.IsConstructedGenericType)];
    }

    /// <summary>Looks through the grain assemblies, again if more assemblies have been loaded since.</summary>
    private static void Scan()
    {
        if (Volatile.Read(ref _scanned) == AppDomain.CurrentDomain.GetAssemblies().Length) return;
        foreach (var assembly in GrainAssemblies.FindAssemblies().Append(typeof(InterfaceNames).Assembly))
            foreach (var type in GrainAssemblies.TypesOf(assembly))
                if (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)) Known.TryAdd(WireName.OfType(type), type);
        Volatile.Write(ref _scanned, AppDomain.CurrentDomain.GetAssemblies().Length);
    }

    /// <summary>Name[argument,...] of a generic interface.</summary>
    private static Type? FindClosed(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0 || !Known.TryGetValue(name[..open], out var definition) || !definition.IsGenericTypeDefinition || Known.Count >= MostNames) return null;
        var arguments = Split(name[(open + 1)..^1]).Select(static argument => FindPlain(argument) ?? FindType(argument)).ToArray();
        if (arguments.Contains(null) || arguments.Length != definition.GetGenericArguments().Length) return null;
        return Known[name] = definition.MakeGenericType(arguments!);
    }

    /// <summary>A type of the core library. A name that asks for another assembly is refused: a message must not make one load.</summary>
    private static Type? FindPlain(string name)
    {
        try
        {
            return Type.GetType(name, static _ => null, null, throwOnError: false);
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException or IOException)
        {
            return null;
        }
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
