using System.Collections.Concurrent;
using System.Reflection;

namespace Genesis.Embedded.Filters;

/// <summary>The method of a class that implements a method of an interface; the method itself where there is none, as for deliveries of streams.</summary>
internal static class Implementations
{
    private static readonly ConcurrentDictionary<(Type, MethodInfo), MethodInfo> Known = new();

    public static MethodInfo Of(Type type, MethodInfo method) => Known.GetOrAdd((type, method), static key =>
    {
        if (!key.Item2.DeclaringType!.IsInterface || !key.Item2.DeclaringType.IsAssignableFrom(key.Item1)) return key.Item2;
        var map = key.Item1.GetInterfaceMap(key.Item2.DeclaringType!);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, key.Item2)];
    });
}
