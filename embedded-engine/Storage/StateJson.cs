using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans;

namespace Genesis.Embedded.Storage;

/// <summary>
/// States as JSON. Public properties and fields are stored, also those that only the type itself can set, and whatever has an [Id];
/// grain references are stored as identity and interface.
/// </summary>
internal sealed class StateJson
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly JsonSerializerOptions _options;

    public StateJson(IGrainFactory grains)
    {
        _options = new JsonSerializerOptions
        {
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddSetters, AddMarked } },
            Converters = { new GrainReferenceConverterFactory(grains) },
        };
        _options.MakeReadOnly();
    }

    public byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, _options);

    public T? Deserialize<T>(byte[] bytes) => JsonSerializer.Deserialize<T>(bytes, _options);

    /// <summary>A property that was written must come back: private setters and properties without one are set too.</summary>
    private static void AddSetters(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties)
        {
            if (property.Set is not null || property.AttributeProvider is not PropertyInfo info) continue;
            if (info.GetSetMethod(nonPublic: true) is { } setter)
                property.Set = (target, value) => setter.Invoke(target, [value]);
            else if (info.DeclaringType!.GetField($"<{info.Name}>k__BackingField", Members) is { } field)
                property.Set = field.SetValue;
        }
    }

    /// <summary>Members with an [Id] belong to the state whatever their visibility, as for Orleans' own serialiser.</summary>
    private static void AddMarked(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !type.Type.IsDefined(typeof(GenerateSerializerAttribute), false)) return;
        var known = type.Properties.Select(static property => (property.AttributeProvider as MemberInfo)?.Name).ToHashSet();
        for (var at = type.Type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (var member in at.GetMembers(Members))
            {
                if (!member.IsDefined(typeof(IdAttribute), false) || !known.Add(member.Name)) continue;
                var (memberType, get, set) = member switch
                {
                    FieldInfo field => (field.FieldType, (Func<object, object?>)field.GetValue, (Action<object, object?>)field.SetValue),
                    PropertyInfo property when property.GetIndexParameters().Length == 0 => (property.PropertyType, property.GetValue, property.SetValue),
                    _ => default,
                };
                if (memberType is null) continue;
                var added = type.CreateJsonPropertyInfo(memberType, member.Name);
                added.Get = get;
                added.Set = set;
                type.Properties.Add(added);
            }
        }
    }
}
