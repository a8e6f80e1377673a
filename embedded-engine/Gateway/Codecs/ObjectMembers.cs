using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Genesis.Embedded.Calls;
using Orleans;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>Finds the members of a type that cross, and makes what reads and writes them, past accessibility and init-only.</summary>
internal static class ObjectMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Members without a number of their own get one from a range that no explicit number is likely to use.
    private const uint FirstOfPositional = 1 << 20;
    private const uint FirstOfNamed = 1 << 24;

    public static MemberCodec<T>[][] Of<T>() => [.. LineOf(typeof(T)).Select(MembersOf<T>)];

    /// <summary>The classes whose members cross, from the base down.</summary>
    private static List<Type> LineOf(Type type)
    {
        if (TupleCodecs.IsTuple(type)) return [type];
        var line = new List<Type>();
        for (var at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
            if (WireTypes.IsMarked(at)) line.Add(at);
        line.Reverse();
        return line;
    }

    private static MemberCodec<T>[] MembersOf<T>(Type level)
    {
        var found = new SortedDictionary<uint, MemberInfo>();
        foreach (var (id, member) in TupleCodecs.IsTuple(level) ? FieldsInOrder(level) : Numbered(level))
            if (!found.TryAdd(id, member))
                throw new InvalidOperationException($"{Reflect.Name(level)} uses [Id({id})] for {found[id].Name} and for {member.Name}. Give each member a number of its own.");
        return [.. found.Select(pair => Make<T>(pair.Key, pair.Value))];
    }

    private static IEnumerable<(uint, MemberInfo)> FieldsInOrder(Type type) =>
        type.GetFields(Declared).OrderBy(static field => field.MetadataToken).Select(static (field, index) => ((uint)index, (MemberInfo)field));

    private static IEnumerable<(uint, MemberInfo)> Numbered(Type level)
    {
        var attribute = level.GetCustomAttribute<GenerateSerializerAttribute>(false)!;
        var positional = PositionalOf(level, attribute);
        foreach (var member in level.GetFields(Declared).Cast<MemberInfo>().Concat(level.GetProperties(Declared)))
        {
            if (member.GetCustomAttribute<IdAttribute>(false) is { } id) yield return (id.Id, Settable(level, member));
            else if (member is not PropertyInfo property) continue;
            else if (Array.IndexOf(positional, property.Name) is var index and >= 0) yield return (FirstOfPositional + (uint)index, Settable(level, member));
            else if (attribute.GenerateFieldIds == GenerateFieldIds.PublicProperties && property is { CanRead: true } && BackingField(property) is { } field && property.GetMethod!.IsPublic)
                yield return (FirstOfNamed + (StableHash.ComputeUtf8Hash(property.Name) & 0xFFFFFFF), field);
        }
    }

    /// <summary>The parameters of a record's primary constructor, which are properties.</summary>
    private static string[] PositionalOf(Type level, GenerateSerializerAttribute attribute)
    {
        var isRecord = level.GetMethod("<Clone>$", Declared) is not null || level.GetMethod("PrintMembers", Declared) is not null;
        if (!isRecord && !attribute.IncludePrimaryConstructorParameters) return [];
        var primary = level.GetConstructors(Declared)
            .Select(static constructor => constructor.GetParameters())
            .Where(parameters => parameters.Length > 0 && parameters.All(p => level.GetProperty(p.Name!, Declared)?.PropertyType == p.ParameterType))
            .MaxBy(static parameters => parameters.Length);
        return primary is null ? [] : Array.ConvertAll(primary, static p => p.Name!);
    }

    /// <summary>The field behind a property, or the property itself when it can be set otherwise.</summary>
    private static MemberInfo Settable(Type level, MemberInfo member)
    {
        if (member is FieldInfo) return member;
        var property = (PropertyInfo)member;
        if (BackingField(property) is { } field) return field;
        if (property is { GetMethod: not null, SetMethod: not null }) return property;
        throw new InvalidOperationException($"{Reflect.Name(level)}.{property.Name} has an [Id] but cannot be set. Give it a setter, or take the [Id] away.");
    }

    private static FieldInfo? BackingField(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared) is { } field && field.IsDefined(typeof(CompilerGeneratedAttribute)) ? field : null;

    private static MemberCodec<T> Make<T>(uint id, MemberInfo member)
    {
        var type = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        var make = typeof(ObjectMembers).GetMethod(nameof(MakeTyped), BindingFlags.Static | BindingFlags.NonPublic)!;
        return (MemberCodec<T>)make.MakeGenericMethod(typeof(T), type).Invoke(null, [id, member])!;
    }

    private static MemberCodec<T, V> MakeTyped<T, V>(uint id, MemberInfo member) => new(id, member.Name, Getter<T, V>(member), Setter<T, V>(member));

    private static MemberGetter<T, V> Getter<T, V>(MemberInfo member)
    {
        var method = new DynamicMethod($"get {member.Name}", typeof(V), [typeof(T).MakeByRefType()], typeof(ObjectMembers).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        LoadTarget(il, typeof(T));
        if (member is FieldInfo field) il.Emit(OpCodes.Ldfld, field);
        else il.Emit(OpCodes.Call, ((PropertyInfo)member).GetMethod!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<MemberGetter<T, V>>();
    }

    private static MemberSetter<T, V> Setter<T, V>(MemberInfo member)
    {
        var method = new DynamicMethod($"set {member.Name}", null, [typeof(T).MakeByRefType(), typeof(V)], typeof(ObjectMembers).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        LoadTarget(il, typeof(T));
        il.Emit(OpCodes.Ldarg_1);
        if (member is FieldInfo field) il.Emit(OpCodes.Stfld, field);
        else il.Emit(OpCodes.Call, ((PropertyInfo)member).SetMethod!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<MemberSetter<T, V>>();
    }

    private static void LoadTarget(ILGenerator il, Type type)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (!type.IsValueType) il.Emit(OpCodes.Ldind_Ref);
    }
}

/// <summary>Tuples and pairs: types without marks whose fields cross in order.</summary>
internal static class TupleCodecs
{
    public static bool IsTuple(Type type) =>
        type.IsConstructedGenericType
        && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(KeyValuePair<,>)
            || definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            || definition.FullName.StartsWith("System.Tuple`", StringComparison.Ordinal));
}

/// <summary>Key and value of a pair, which stands in dictionaries by the thousand: no tags.</summary>
internal sealed class PairCodec<K, V> : Codec<KeyValuePair<K, V>>
{
    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, KeyValuePair<K, V> value)
    {
        WireCodec<K>.Write(writer, value.Key);
        WireCodec<V>.Write(writer, value.Value);
    }

    public override KeyValuePair<K, V> Read(WireReader reader) => new(WireCodec<K>.Read(reader), WireCodec<V>.Read(reader));
}
