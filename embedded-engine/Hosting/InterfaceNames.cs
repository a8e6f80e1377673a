using System.Collections.Concurrent;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Gateway.Codecs;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>Finds a grain interface by the name that travels with references and calls.</summary>
internal static class InterfaceNames
{
    /// <summary>Names come from other processes too: a stream of new ones must not fill the memory.</summary>
    private const int MostNames = 20_000;

    private const int MostNesting = 8;

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

    /// <summary>The type argument of that name: <see cref="WireName.OfType"/> back.</summary>
    public static Type? FindArgument(string name, int depth = 0)
    {
        if (FindPlain(name) is { } plain) return plain;
        foreach (var assembly in GrainAssemblies.FindAssemblies())
            if (assembly.GetType(name) is { } type) return type;
        if (WireTypes.FindMarked(name) is { } marked) return marked;
        if (Known.TryGetValue(name, out var known)) return known;
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0 || !name.EndsWith(']') || depth >= MostNesting) return null;
        return Close(FindArgument(name[..open], depth + 1), name[(open + 1)..^1], depth + 1);
    }

    /// <summary>Closes a definition with arguments given by name; null when they do not fit.</summary>
    public static Type? Close(Type? definition, string arguments, int depth = 0)
    {
        if (definition is not { IsGenericTypeDefinition: true }) return null;
        var types = Split(arguments).Select(argument => FindArgument(argument, depth)).OfType<Type>().ToArray();
        if (types.Length != definition.GetGenericArguments().Length) return null;
        try
        {
            return definition.MakeGenericType(types);
        }
        catch (ArgumentException)
        {
            // The arguments break the definition's constraints.
            return null;
        }
    }

    /// <summary>Name[argument,...] of a generic interface.</summary>
    private static Type? FindClosed(string name)
    {
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0 || !name.EndsWith(']') || !Known.TryGetValue(name[..open], out var definition) || Known.Count >= MostNames) return null;
        return Close(definition, name[(open + 1)..^1]) is { } closed ? Known[name] = closed : null;
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
