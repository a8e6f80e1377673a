using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Cloning;

namespace Genesis.Embedded.Calls;

/// <summary>Copies values of one type that cross a grain boundary, where <see cref="PassingRule"/> asks for it.</summary>
internal static class ArgumentCopier<T>
{
    public static readonly bool MustCopy = PassingRule.Of(typeof(T)) != Passing.AsIs;

    private static readonly Func<T, T> Copying = Choose();

    public static T Copy(T value) => value is null ? value : Copying(value);

    private static Func<T, T> Choose()
    {
        if (CopierRegistry.Get<T>() is { } registered) return value => registered.DeepCopy(value, new CopyContext(CopierRegistry.ForType));
        switch (PassingRule.Of(typeof(T)))
        {
            case Passing.AsIs:
                return static value => value;
            case Passing.Refused:
                return static value => throw new InvalidOperationException(PassingRule.Explain(typeof(T), "A value"));
            case Passing.ByValue:
                return static value => (T)ArgumentCopier.CopyObject(value!);
        }
        if (typeof(IAddressable).IsAssignableFrom(typeof(T))) return static value => (T)ArgumentCopier.AsReference(value!, typeof(T));
        return ArgumentCopier.OfCollection<T>();
    }
}

/// <summary>The parts of copying that do not depend on one type.</summary>
internal static class ArgumentCopier
{
    private static readonly ConcurrentDictionary<Type, Func<object, object>> ByType = new();

    public static object CopyObject(object value)
    {
        var type = value.GetType();
        if (PassingRule.Of(type) == Passing.AsIs) return value;
        return ByType.GetOrAdd(type, static type =>
        {
            var copy = typeof(ArgumentCopier<>).MakeGenericType(type).GetMethod(nameof(ArgumentCopier<int>.Copy))!;
            var parameter = Expression.Parameter(typeof(object));
            return Expression.Lambda<Func<object, object>>(
                Expression.Convert(Expression.Call(copy, Expression.Convert(parameter, type)), typeof(object)), parameter).Compile();
        })(value);
    }

    /// <summary>A grain passes itself as a reference to it; an observer must be made one before.</summary>
    public static object AsReference(object value, Type type)
    {
        if (value is GrainReference) return value;
        if (value is IGrainBase grain && grain.GrainContext is { } context)
            return type.IsInstanceOfType(context.GrainReference) ? context.GrainReference : context.GrainReference.CastTo(type);
        if (value is IGrainObserver)
            throw new NotSupportedException(
                $"An observer must be a reference or a grain, and this is a {Reflect.Name(value.GetType())}. Make the reference with IGrainFactory.CreateObjectReference.");
        throw new NotSupportedException($"{Reflect.Name(value.GetType())} is neither a grain reference nor a grain.");
    }

    public static Func<T, T> OfCollection<T>()
    {
        var type = typeof(T);
        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        var name = type.IsArray ? nameof(CopyArray) : type.GetGenericTypeDefinition().Name switch
        {
            "List`1" => nameof(CopyList),
            "Dictionary`2" => nameof(CopyDictionary),
            "SortedDictionary`2" => nameof(CopySortedDictionary),
            "HashSet`1" => nameof(CopyHashSet),
            "SortedSet`1" => nameof(CopySortedSet),
            "Queue`1" => nameof(CopyQueue),
            "Stack`1" => nameof(CopyStack),
            _ => throw new InvalidOperationException(PassingRule.Explain(type, "A value")),
        };
        if (type.IsArray && type.GetArrayRank() != 1) throw new InvalidOperationException(PassingRule.Explain(type, "A value"));
        var method = typeof(ArgumentCopier).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
        return method.MakeGenericMethod(arguments).CreateDelegate<Func<T, T>>();
    }

    private static T[] CopyArray<T>(T[] from) => ArgumentCopier<T>.MustCopy ? Array.ConvertAll(from, ArgumentCopier<T>.Copy) : (T[])from.Clone();

    private static List<T> CopyList<T>(List<T> from) => ArgumentCopier<T>.MustCopy ? from.ConvertAll(ArgumentCopier<T>.Copy) : [.. from];

    private static HashSet<T> CopyHashSet<T>(HashSet<T> from) => new(from.Select(ArgumentCopier<T>.Copy), from.Comparer);

    private static SortedSet<T> CopySortedSet<T>(SortedSet<T> from) => new(from.Select(ArgumentCopier<T>.Copy), from.Comparer);

    private static Queue<T> CopyQueue<T>(Queue<T> from) => new(from.Select(ArgumentCopier<T>.Copy));

    private static Stack<T> CopyStack<T>(Stack<T> from) => new(from.Reverse().Select(ArgumentCopier<T>.Copy));

    private static Dictionary<K, V> CopyDictionary<K, V>(Dictionary<K, V> from) where K : notnull
    {
        var copy = new Dictionary<K, V>(from.Count, from.Comparer);
        foreach (var (key, value) in from) copy.Add(ArgumentCopier<K>.Copy(key), ArgumentCopier<V>.Copy(value));
        return copy;
    }

    private static SortedDictionary<K, V> CopySortedDictionary<K, V>(SortedDictionary<K, V> from) where K : notnull
    {
        var copy = new SortedDictionary<K, V>(from.Comparer);
        foreach (var (key, value) in from) copy.Add(ArgumentCopier<K>.Copy(key), ArgumentCopier<V>.Copy(value));
        return copy;
    }
}
