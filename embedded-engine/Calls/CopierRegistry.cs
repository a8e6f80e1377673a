using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization.Cloning;

namespace Genesis.Embedded.Calls;

/// <summary>Copiers that users registered with [RegisterCopier]; found when an assembly with grains is loaded.</summary>
internal static class CopierRegistry
{
    private static readonly ConcurrentDictionary<Type, object> Copiers = new();
    private static readonly ConcurrentDictionary<Assembly, bool> Scanned = new();

    public static void Scan(Assembly assembly, IEnumerable<Type> types)
    {
        if (!Scanned.TryAdd(assembly, true)) return;
        foreach (var type in types)
        {
            if (type.IsAbstract || !type.IsDefined(typeof(RegisterCopierAttribute), false)) continue;
            foreach (var face in type.GetInterfaces())
                if (face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IDeepCopier<>))
                    Copiers.TryAdd(face.GetGenericArguments()[0], Create(type));
        }
    }

    /// <summary>Makes a copier or converter, which must need no services.</summary>
    public static object Create(Type type) => ActivatorUtilities.CreateInstance(NoServices.Instance, type);

    public static bool Has(Type type) => Copiers.ContainsKey(type);

    public static IDeepCopier<T>? Get<T>() => Copiers.TryGetValue(typeof(T), out var copier) ? (IDeepCopier<T>)copier : null;

    /// <summary>A copier for values of the given type, for copiers that copy what is inside theirs.</summary>
    public static IDeepCopier ForType(Type type) => Copiers.TryGetValue(type, out var copier) ? (IDeepCopier)copier : ByRule.Instance;

    private sealed class ByRule : IDeepCopier
    {
        public static readonly ByRule Instance = new();
        public object? DeepCopy(object? input, CopyContext context) => input is null ? null : ArgumentCopier.CopyObject(input);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();
        public object? GetService(Type serviceType) => null;
    }
}
