using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Genesis;

/// <summary>Which types nobody can change, so that one object may be read by many components at once.</summary>
internal static class PayloadTypes
{
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    private static readonly FrozenSet<Type> Values = new[]
    {
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid),
        typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(System.Numerics.BigInteger), typeof(Payload),
    }.ToFrozenSet();

    public static bool CanBeShared(Type type) => Known.TryGetValue(type, out var known) ? known : Known[type] = Judge(type, []);

    private static bool Judge(Type type, HashSet<Type> under)
    {
        if (type.IsPrimitive || type.IsEnum || Values.Contains(type)) return true;
        if (type.IsDefined(typeof(ImmutableAttribute), false)) return true;
        if (type.IsArray || type.IsPointer || typeof(Delegate).IsAssignableFrom(type)) return false;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Judge(inner, under);
        if (type.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen")
            return type.GetGenericArguments().All(argument => Judge(argument, under));
        // An interface or an open class may hide anything.
        if (type.IsInterface || type == typeof(object) || (type.IsClass && !type.IsSealed && !IsRecord(type))) return false;
        if (!under.Add(type)) return true;
        return Fields(type).All(field => (field.IsInitOnly || IsInit(type, field)) && Judge(field.FieldType, under));
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
            foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
    }

    // The field behind an init-only property is not read-only itself; its setter says that it is.
    private static bool IsInit(Type type, FieldInfo field)
    {
        if (!field.Name.StartsWith('<') || field.Name.IndexOf('>') is var end && end < 0) return type.IsValueType && field.IsPrivate && type.IsDefined(typeof(IsReadOnlyAttribute), false);
        var property = field.DeclaringType!.GetProperty(field.Name[1..end], BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        return property is not null
            && (property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
