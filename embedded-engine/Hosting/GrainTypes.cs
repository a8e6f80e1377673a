using System.Collections.Concurrent;
using System.Reflection;
using Genesis.Embedded.Calls;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Genesis.Embedded.Hosting;

/// <summary>The grain classes of the process by type name and by the interfaces they implement.</summary>
internal sealed class GrainTypes
{
    /// <summary>Closed classes are made for the asking: not without end.</summary>
    private const int MostClasses = 20_000;

    private readonly GrainCollectionOptions _collection;
    private readonly Func<ParameterInfo, Func<IGrainContext, object>?> _facets;
    private readonly IServiceProvider _services;
    private readonly Dictionary<GrainType, Type> _byName = [];
    private readonly Dictionary<Type, List<Type>> _byInterface = [];
    private readonly ConcurrentDictionary<GrainType, GrainClass> _classes = new();
    private readonly ConcurrentDictionary<(Type, string?), GrainType> _chosen = new();

    public GrainTypes(
        IEnumerable<Type> classes, GrainCollectionOptions collection, Func<ParameterInfo, Func<IGrainContext, object>?> facets, IServiceProvider services)
    {
        (_collection, _facets, _services) = (collection, facets, services);
        foreach (var type in classes) Add(type);
    }

    /// <summary>All classes; generic ones as definitions.</summary>
    public IEnumerable<Type> Classes => _byName.Values;

    /// <summary>The interfaces that classes implement, as definitions if generic: which classes, and which of them when nobody says.</summary>
    public IEnumerable<(Type Interface, IReadOnlyList<Type> Classes, Type? Default)> Implementations => _byInterface.Select(
        pair => (pair.Key, (IReadOnlyList<Type>)pair.Value, pair.Value.Count == 1 ? pair.Value[0] : DefaultOf(pair.Key, pair.Value)));

    public GrainType NameOf(Type type)
    {
        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        var name = Declared(definition) ?? ByConvention(definition);
        return type.IsConstructedGenericType
            ? GrainType.Create($"{name}[[{string.Join("],[", type.GetGenericArguments().Select(WireName.OfType))}]]")
            : GrainType.Create(name);
    }

    /// <summary>The class of a grain type that an identity names.</summary>
    public GrainClass Get(GrainType name)
    {
        if (_classes.TryGetValue(name, out var known)) return known;
        if (!_byName.TryGetValue(name, out var type) && (type = Closed(name.ToString())) is null)
            throw new ArgumentException($"There is no grain class with the type name '{name}' in this process. Known: {string.Join(", ", _byName.Keys.Take(20))}.");
        return Class(type, name);
    }

    /// <summary>The class that implements an interface; the prefix of its full name chooses among several.</summary>
    public GrainType ImplementationOf(Type face, string? prefix) => _chosen.GetOrAdd((face, prefix), key =>
    {
        var type = Close(Choose(key.Item1, key.Item2), key.Item1);
        var name = NameOf(type);
        _classes.GetOrAdd(name, _ => new GrainClass(type, name, _collection, _facets));
        return name;
    });

    /// <summary>The closed class of name[[argument],[argument]], which another process may name before this one does.</summary>
    private Type? Closed(string name)
    {
        var open = name.IndexOf("[[", StringComparison.Ordinal);
        if (open <= 0 || !name.EndsWith("]]", StringComparison.Ordinal) || _classes.Count >= MostClasses) return null;
        return _byName.TryGetValue(GrainType.Create(name[..open]), out var definition)
            ? InterfaceNames.Close(definition, name[(open + 2)..^2].Replace("],[", ",", StringComparison.Ordinal))
            : null;
    }

    private GrainClass Class(Type type, GrainType name) => _classes.GetOrAdd(name, _ => new GrainClass(type, name, _collection, _facets));

    private Type Choose(Type face, string? prefix)
    {
        var key = face.IsConstructedGenericType ? face.GetGenericTypeDefinition() : face;
        if (!_byInterface.TryGetValue(key, out var candidates) || candidates.Count == 0)
            throw new ArgumentException(
                $"Could not find an implementation for interface {face}. Write a class that derives from Grain and implements it, in an assembly that the host references.");
        if (!string.IsNullOrWhiteSpace(prefix))
        {
            var matching = candidates.Where(type => type.FullName!.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            if (matching.Find(type => type.FullName == prefix) is { } exact) return exact;
            return matching.Count switch
            {
                1 => matching[0],
                0 => throw new ArgumentException($"Could not find an implementation matching prefix \"{prefix}\" for interface {face}. Candidates: {Names(candidates)}."),
                _ => throw new ArgumentException($"Unable to identify a single appropriate grain type for interface {face} with implementation prefix \"{prefix}\". Candidates: {Names(matching)}."),
            };
        }
        if (candidates.Count == 1) return candidates[0];
        if (DefaultOf(key, candidates) is { } chosen) return chosen;
        throw new ArgumentException(
            $"Unable to identify a single appropriate grain type for interface {face}. Candidates: {Names(candidates)}. "
            + "Pass the full class name as grainClassNamePrefix, or mark the interface [DefaultGrainType].");
    }

    private Type? DefaultOf(Type face, List<Type> candidates)
    {
        // The interface may name its class; else a class named after the interface wins, as IFoo by Foo or FooGrain.
        if (face.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } named && _byName.TryGetValue(named.GrainType, out var type)) return type;
        var plain = Plain(face.Name.StartsWith('I') ? face.Name[1..] : face.Name);
        return candidates.Find(candidate => Plain(candidate.Name) == plain);
    }

    private static string Plain(string name)
    {
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick > 0) name = name[..tick];
        return name.EndsWith("Grain", StringComparison.Ordinal) ? name[..^5] : name;
    }

    /// <summary>Gives a generic class the arguments with which it implements the closed interface.</summary>
    private static Type Close(Type type, Type face)
    {
        if (!type.IsGenericTypeDefinition) return type;
        var arguments = face.GetGenericArguments();
        if (type.GetGenericArguments().Length != arguments.Length)
            throw new ArgumentException($"{type} implements {face} with other type parameters; they cannot be told from the interface.");
        return type.MakeGenericType(arguments);
    }

    private void Add(Type type)
    {
        var name = NameOf(type);
        if (_byName.TryGetValue(name, out var other))
            throw new InvalidOperationException(
                $"The grain classes {other.FullName} and {type.FullName} have the same type name '{name}'. Give one of them another with [GrainType(\"...\")].");
        _byName[name] = type;
        foreach (var face in type.GetInterfaces())
        {
            if (!typeof(IAddressable).IsAssignableFrom(face) || IsOfTheModel(face)) continue;
            var key = face.IsGenericType ? face.GetGenericTypeDefinition() : face;
            if (!_byInterface.TryGetValue(key, out var list)) _byInterface[key] = list = [];
            if (!list.Contains(type)) list.Add(type);
        }
    }

    /// <summary>IGrainWithStringKey, IRemindable and their like name no grain; interfaces of the engine's own grains do.</summary>
    private static bool IsOfTheModel(Type face) =>
        face.Assembly == typeof(IAddressable).Assembly && face.Namespace!.StartsWith(nameof(Orleans), StringComparison.Ordinal);

    private string? Declared(Type type)
    {
        foreach (var attribute in type.GetCustomAttributes(false).OfType<IGrainTypeProviderAttribute>())
            return attribute.GetGrainType(_services, type).ToString();
        return null;
    }

    private static string ByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick > 0) name = name[..tick];
        if (name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal)) name = name[..^5];
        return type.IsGenericType ? $"{name}`{type.GetGenericArguments().Length}" : name;
    }

    private static string Names(IEnumerable<Type> types) => string.Join(", ", types.Select(static type => type.FullName));
}
