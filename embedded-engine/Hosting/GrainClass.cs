using System.Reflection;
using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Filters;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Genesis.Embedded.Hosting;

/// <summary>A grain class: what its attributes ask for and how to make an instance.</summary>
internal sealed class GrainClass
{
    private readonly Func<Activation, object>? _create;

    /// <summary>A grain class as found in an assembly. The type is closed: generic classes come here with their arguments.</summary>
    public GrainClass(Type type, GrainType grainType, GrainCollectionOptions collection, Func<ParameterInfo, Func<IGrainContext, object>?> facets)
    {
        Type = type;
        GrainType = grainType;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), true);
        if (type.GetCustomAttribute<StatelessWorkerAttribute>(true)?.PlacementStrategy is StatelessWorkerPlacement worker)
            MaxWorkers = worker.MaxLocal;
        if (type.GetCustomAttribute<MayInterleaveAttribute>(true) is { } may) MayInterleave = Predicate(type, may.CallbackMethodName);
        CollectionAge = AgeOf(type, collection);
        OverridesActivate = Overrides(type, nameof(IGrainBase.OnActivateAsync));
        OverridesDeactivate = Overrides(type, nameof(IGrainBase.OnDeactivateAsync));
        IsCallFilter = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        _create = Creator(type, facets, out var plain);
        HasActivationHooks = OverridesActivate || !plain || BaseOf(type, typeof(Grain<>)) is not null;
    }

    /// <summary>Objects that are not grains but receive calls: observers.</summary>
    public GrainClass(GrainType grainType)
    {
        Type = typeof(object);
        GrainType = grainType;
        IsObserver = true;
    }

    public Type Type { get; }
    public GrainType GrainType { get; }
    public bool IsReentrant { get; }
    public bool IsObserver { get; }
    public bool IsCallFilter { get; }

    /// <summary>Activations of one identity side by side, for stateless workers; 0 for grains with one.</summary>
    public int MaxWorkers { get; }

    /// <summary>Decides for one call whether it may interleave; null when the class says nothing.</summary>
    public Func<object, ICall, bool>? MayInterleave { get; }

    /// <summary>Idle time after which an activation is collected; null for never.</summary>
    public TimeSpan? CollectionAge { get; }

    public bool OverridesActivate { get; }
    public bool OverridesDeactivate { get; }

    /// <summary>True when activating may take time: reading state, OnActivateAsync.</summary>
    public bool HasActivationHooks { get; }

    public object CreateInstance(Activation activation) => _create!(activation);

    private static Func<Activation, object> Creator(Type type, Func<ParameterInfo, Func<IGrainContext, object>?> facets, out bool plain)
    {
        var constructors = type.GetConstructors();
        var chosen = constructors.FirstOrDefault(static c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(static c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} has no public constructor: the engine cannot make the grain.");
        plain = chosen.GetParameters().Length == 0;
        if (plain)
        {
            var make = System.Linq.Expressions.Expression.Lambda<Func<object>>(System.Linq.Expressions.Expression.New(chosen)).Compile();
            return _ => make();
        }
        var found = chosen.GetParameters().Select(p => (p.ParameterType, Facet: facets(p))).Where(static p => p.Facet is not null).ToArray();
        var factory = ActivatorUtilities.CreateFactory(type, Array.ConvertAll(found, static p => p.ParameterType));
        return activation => factory(activation.ActivationServices, Array.ConvertAll(found, p => p.Facet!(activation)));
    }

    private static TimeSpan? AgeOf(Type type, GrainCollectionOptions options)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute), true)) return null;
        if (options.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var configured)) return configured;
        if (type.GetCustomAttribute<CollectionAgeLimitAttribute>(true) is not { } limit) return options.CollectionAge;
        return limit.AlwaysActive ? null : limit.AgeLimit;
    }

    private static bool Overrides(Type type, string method)
    {
        if (!typeof(IGrainBase).IsAssignableFrom(type)) return false;
        var implementation = Implementations.Of(type, typeof(IGrainBase).GetMethod(method)!);
        return implementation.DeclaringType != typeof(Grain) && implementation.DeclaringType != typeof(IGrainBase);
    }

    private static Func<object, ICall, bool> Predicate(Type type, string name)
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        var method = type.GetMethod(name, Any, [typeof(IInvokable)]);
        if (method is null || method.ReturnType != typeof(bool))
            throw new InvalidOperationException($"{type}: [MayInterleave(\"{name}\")] needs a method bool {name}(IInvokable request).");
        if (!method.IsStatic) return (grain, call) => (bool)method.Invoke(grain, [new CallInvokable(call, grain)])!;
        var decide = method.CreateDelegate<Func<IInvokable, bool>>();
        return (grain, call) => decide(new CallInvokable(call, grain));
    }

    private static Type? BaseOf(Type type, Type definition)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            if (at.IsGenericType && at.GetGenericTypeDefinition() == definition) return at;
        return null;
    }
}
