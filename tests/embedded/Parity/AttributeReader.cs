using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Reads the attributes that are part of a public shape.</summary>
internal sealed class AttributeReader(MetadataReader reader)
{
    private const string Nullable = "System.Runtime.CompilerServices.NullableAttribute";
    private const string NullableContext = "System.Runtime.CompilerServices.NullableContextAttribute";

    public bool Has(CustomAttributeHandleCollection attributes, string name) => Find(attributes, name) is not null;

    /// <summary>The flags of a member's or parameter's type, or those of the nearest scope that gives a default.</summary>
    public NullableFlags FlagsOf(CustomAttributeHandleCollection? attributes, params ReadOnlySpan<CustomAttributeHandleCollection> scopes)
    {
        if (attributes is { } handles && Find(handles, Nullable) is { } own)
            return new NullableFlags(Bytes(own));

        foreach (var scope in scopes)
        {
            if (Find(scope, NullableContext) is { } context)
                return new NullableFlags(Bytes(context));
        }

        return NullableFlags.None;
    }

    /// <summary>Where an attribute class may be used; null if it does not say.</summary>
    public string? UsageOf(CustomAttributeHandleCollection attributes)
    {
        if (Find(attributes, "System.AttributeUsageAttribute") is not { } usage)
            return null;

        string Named(string name, bool ifAbsent) =>
            usage.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value is bool value ? value.ToString() : ifAbsent.ToString();
        var targets = (AttributeTargets)Convert.ToInt32(usage.FixedArguments[0].Value, CultureInfo.InvariantCulture);
        return $"{targets}; AllowMultiple={Named("AllowMultiple", false)}; Inherited={Named("Inherited", true)}";
    }

    private static byte[] Bytes(CustomAttributeValue<TypeNode> attribute) =>
        attribute.FixedArguments[0].Value switch
        {
            byte one => [one],
            ImmutableArray<CustomAttributeTypedArgument<TypeNode>> many => [.. many.Select(argument => (byte)argument.Value!)],
            _ => [],
        };

    private CustomAttributeValue<TypeNode>? Find(CustomAttributeHandleCollection attributes, string name)
    {
        foreach (var handle in attributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (NameOf(attribute) == name)
                return attribute.DecodeValue(TypeNodeProvider.Instance);
        }

        return null;
    }

    private string NameOf(CustomAttribute attribute)
    {
        var type = attribute.Constructor.Kind == HandleKind.MemberReference
            ? reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            : reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
        return type.Kind switch
        {
            HandleKind.TypeReference => TypeNodeProvider.NameOf(reader, (TypeReferenceHandle)type),
            HandleKind.TypeDefinition => TypeNodeProvider.NameOf(reader, (TypeDefinitionHandle)type),
            _ => "",
        };
    }
}
