using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using Orleans;
using Orleans.Concurrency;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;

namespace Genesis.Embedded.Calls;

/// <summary>How a value crosses a grain boundary inside one process.</summary>
internal enum Passing
{
    /// <summary>Nobody can change it: the reference is passed.</summary>
    AsIs,

    /// <summary>A collection, a grain or a type with a registered copier: copied.</summary>
    Copied,

    /// <summary>Known only at run time: decided by the value.</summary>
    ByValue,

    /// <summary>Mutable and nobody said how to copy it.</summary>
    Refused,
}

/// <summary>Decides <see cref="Passing"/> by type. Pure but for its cache.</summary>
internal static class PassingRule
{
    private static readonly ConcurrentDictionary<Type, Passing> Known = new();

    private static readonly FrozenSet<Type> ImmutableTypes = new[]
    {
        typeof(string), typeof(Uri), typeof(Version), typeof(CultureInfo), typeof(CancellationToken), typeof(JsonElement),
        typeof(IPAddress), typeof(IPEndPoint), typeof(TimeZoneInfo), typeof(StringComparer), typeof(DBNull), typeof(JsonDocument),
        typeof(EventSequenceToken), typeof(EventSequenceTokenV2),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> CopiedDefinitions = new[]
    {
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>), typeof(SortedDictionary<,>), typeof(SortedSet<>),
    }.ToFrozenSet();

    public static Passing Of(Type type)
    {
        if (Known.TryGetValue(type, out var known)) return known;
        // A type that contains itself is asked for again on the way: immutable unless the rest of it says otherwise.
        return Known[type] = Decide(type, []);
    }

    public static Passing Of(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ImmutableAttribute), true) ? Passing.AsIs : Of(parameter.ParameterType);

    public static string Explain(Type type, string where) =>
        $"{where} has the type {Reflect.Name(type)}, which can be changed after it was sent: caller and grain would share it. "
        + "Make it a sealed immutable record with [GenerateSerializer, Immutable], mark the parameter [Immutable] if nobody changes it after the call, "
        + $"or register a copier: [RegisterCopier] class ... : IDeepCopier<{Reflect.Name(type)}>.";

    private static Passing Decide(Type type, HashSet<Type> seen)
    {
        if (CopierRegistry.Has(type)) return Passing.Copied;
        if (type.IsPrimitive || type.IsEnum || ImmutableTypes.Contains(type) || typeof(MemberInfo).IsAssignableFrom(type)) return Passing.AsIs;
        if (type.IsDefined(typeof(ImmutableAttribute), false) || IsImmutableGeneric(type)) return Passing.AsIs;
        if (typeof(IAddressable).IsAssignableFrom(type)) return Passing.Copied;
        if (typeof(Exception).IsAssignableFrom(type)) return Passing.AsIs;
        if (typeof(Delegate).IsAssignableFrom(type)) return Passing.Refused;
        if (type == typeof(object) || type.IsInterface || type.IsAbstract) return Passing.ByValue;
        if (!seen.Add(type)) return Passing.AsIs;
        if (type.IsArray) return Worst(Passing.Copied, Of(type.GetElementType()!));
        if (type.IsGenericType && CopiedDefinitions.Contains(type.GetGenericTypeDefinition()))
            return type.GetGenericArguments().Aggregate(Passing.Copied, (rule, argument) => Worst(rule, Of(argument)));
        if (type.IsValueType) return OfFields(type, seen);
        if (type.FullName?.StartsWith("System.Tuple`", StringComparison.Ordinal) == true)
            return type.GetGenericArguments().All(argument => Of(argument) == Passing.AsIs) ? Passing.AsIs : Passing.Refused;
        return Passing.Refused;
    }

    private static bool IsImmutableGeneric(Type type)
    {
        if (!type.IsGenericType) return false;
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Immutable<>)
            || definition.Namespace == typeof(ImmutableArray<>).Namespace
            || definition.Namespace == typeof(FrozenSet<>).Namespace
            || definition.IsDefined(typeof(ImmutableAttribute), false);
    }

    /// <summary>A struct is copied by being passed; what it refers to must be safe by itself.</summary>
    private static Passing OfFields(Type type, HashSet<Type> seen)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.FieldType.IsPointer) continue;
            if (Decide(field.FieldType, seen) != Passing.AsIs) return Passing.Refused;
        }
        return Passing.AsIs;
    }

    private static Passing Worst(Passing collection, Passing element) => element == Passing.Refused ? Passing.Refused : collection;

    /// <summary>True for collections that are copied element by element.</summary>
    public static bool IsCopiedCollection(Type type) =>
        type.IsArray || (type.IsGenericType && CopiedDefinitions.Contains(type.GetGenericTypeDefinition()) && typeof(IEnumerable).IsAssignableFrom(type));
}
