using System.Globalization;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.TypeSystem;

namespace Genesis.Simulations.Grains;

/// <summary>The properties that all activations of one grain class share.</summary>
internal sealed class GrainKind
{
    /// <summary>
    /// Workers of a [StatelessWorker] without a number. Orleans takes the number of processors; a simulation must not depend on it.
    /// </summary>
    public const int DefaultWorkers = 4;

    private const string StatelessWorkerPlacement = "StatelessWorkerPlacement";
    private const string MaxLocalWorkers = "max-local-instances";

    private readonly Func<object?, IInvokable, bool>? _mayInterleave;

    public GrainKind(IServiceProvider services, Type grainClass, GrainProperties properties, GrainCollectionOptions collection)
    {
        Class = grainClass;
        Activator = new DefaultGrainActivator(services, grainClass);
        IsReentrant = Is(properties, WellKnownGrainTypeProperties.Reentrant, "true");
        CollectionAge = AgeOf(grainClass, properties, collection);
        if (Is(properties, WellKnownGrainTypeProperties.PlacementStrategy, StatelessWorkerPlacement))
            MaxWorkers = WorkersOf(grainClass, properties);
        if (properties.Properties.TryGetValue(WellKnownGrainTypeProperties.MayInterleavePredicate, out var predicate))
            _mayInterleave = PredicateOf(grainClass, predicate);
    }

    /// <summary>The kind of an observer: an object of the process that takes calls.</summary>
    public GrainKind(Type observerClass) => (Class, CollectionAge) = (observerClass, Timeout.InfiniteTimeSpan);

    public Type Class { get; }

    /// <summary>Constructs the grains. Null for observers.</summary>
    public IGrainActivator? Activator { get; }

    public bool IsReentrant { get; }

    /// <summary>Activations that one identity may have; 0 for grains that are no stateless workers.</summary>
    public int MaxWorkers { get; }

    /// <summary>Idle time after which an activation is collected; infinite for never.</summary>
    public TimeSpan CollectionAge { get; }

    public bool IsCollectable => CollectionAge != Timeout.InfiniteTimeSpan;

    /// <summary>True when the grain lets the two calls interleave.</summary>
    public bool MayInterleave(object? grain, Call incoming, Call blocking) =>
        IsReentrant || (_mayInterleave is not null && (_mayInterleave(grain, incoming.Request) || _mayInterleave(grain, blocking.Request)));

    private static bool Is(GrainProperties properties, string name, string value) =>
        properties.Properties.TryGetValue(name, out var found) && string.Equals(found, value, StringComparison.OrdinalIgnoreCase);

    // Where the attribute has no number, Orleans has put the number of processors into the properties.
    private static int WorkersOf(Type grainClass, GrainProperties properties)
    {
        for (var type = grainClass; type is not null; type = type.BaseType)
            foreach (var attribute in type.GetCustomAttributesData())
                if (attribute.AttributeType == typeof(StatelessWorkerAttribute)
                    && !attribute.ConstructorArguments.Any(static argument => argument.Value is > 0))
                    return DefaultWorkers;
        return properties.Properties.TryGetValue(MaxLocalWorkers, out var text)
            && int.Parse(text, CultureInfo.InvariantCulture) is > 0 and var most ? most : DefaultWorkers;
    }

    private static TimeSpan AgeOf(Type grainClass, GrainProperties properties, GrainCollectionOptions collection)
    {
        if (properties.Properties.TryGetValue(WellKnownGrainTypeProperties.IdleDeactivationPeriod, out var text))
        {
            if (text == WellKnownGrainTypeProperties.IndefiniteIdleDeactivationPeriodValue) return Timeout.InfiniteTimeSpan;
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var age)) return age;
        }
        var ages = collection.ClassSpecificCollectionAge;
        return ages.TryGetValue(grainClass.FullName!, out var special)
            || ages.TryGetValue(RuntimeTypeNameFormatter.Format(grainClass), out special)
            ? special
            : collection.CollectionAge;
    }

    private static Func<object?, IInvokable, bool> PredicateOf(Type grainClass, string name)
    {
        var method = grainClass.GetMethod(
            name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy);
        if (method is null || method.ReturnType != typeof(bool) || method.GetParameters() is not [{ ParameterType: var type }]
            || type != typeof(IInvokable))
            throw new InvalidOperationException(
                $"[MayInterleave] of {grainClass} names {name}. It must be: public bool {name}(IInvokable request).");
        if (!method.IsStatic)
            return (grain, request) => (bool)method.Invoke(grain, BindingFlags.DoNotWrapExceptions, null, [request], null)!;
        var predicate = method.CreateDelegate<Func<IInvokable, bool>>();
        return (_, request) => predicate(request);
    }
}
