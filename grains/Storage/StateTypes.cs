using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Genesis.Storage;

/// <summary>What a store needs to know of a state's type.</summary>
internal static class StateTypes<T>
{
    private static readonly Func<T> Make = Choose();

    /// <summary>Its name in the store: its alias, else its full name. A type that is renamed keeps its states if it has an alias.</summary>
    public static string Name { get; } = StateTypeNames.NameOf(typeof(T));

    /// <summary>Whether its values never change, so that they can be serialised after the grain's turn.</summary>
    public static bool IsImmutable { get; } = typeof(T) == typeof(string) || typeof(T).IsPrimitive || typeof(T).IsDefined(typeof(ImmutableAttribute), inherit: false);

    /// <summary>The value of a state without a record, as Orleans makes it: by the parameterless constructor, else with all fields empty.</summary>
    public static T Fresh() => Make();

    private static Func<T> Choose()
    {
        var type = typeof(T);
        if (type.IsValueType || type.IsArray || type.IsInterface || type.IsAbstract || type == typeof(string)) return static () => default!;
        var constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is null) return static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        return Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile();
    }
}
