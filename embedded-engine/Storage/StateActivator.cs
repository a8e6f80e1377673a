using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Genesis.Embedded.Storage;

/// <summary>Makes the value of a state that has no record, as Orleans does: by the parameterless constructor, else with all fields empty.</summary>
internal static class StateActivator<T>
{
    private static readonly Func<T> Make = Choose();

    public static T Create() => Make();

    private static Func<T> Choose()
    {
        var type = typeof(T);
        if (type.IsValueType || type.IsArray || type.IsInterface || type.IsAbstract || type == typeof(string)) return static () => default!;
        var constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is null) return static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        return Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile();
    }
}
