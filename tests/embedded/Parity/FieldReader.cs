using System.Reflection;
using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Reads the visible fields, properties and events of a type.</summary>
internal sealed class FieldReader(MetadataReader reader, AttributeReader attributes)
{
    private const string Required = "System.Runtime.CompilerServices.RequiredMemberAttribute";

    public MemberShape? Read(FieldDefinition field, TypeDefinition type, bool isEnumMember)
    {
        var access = (field.Attributes & FieldAttributes.FieldAccessMask) switch
        {
            FieldAttributes.Public => "public",
            FieldAttributes.Family or FieldAttributes.FamORAssem => "protected",
            _ => null,
        };
        if (access is null || field.Attributes.HasFlag(FieldAttributes.SpecialName))
            return null;

        var isConstant = field.Attributes.HasFlag(FieldAttributes.Literal);
        var aspects = new Dictionary<string, string>
        {
            ["access"] = access,
            ["type"] = isEnumMember ? "" : field.DecodeSignature(TypeNodeProvider.Instance, null)
                .Render(attributes.FlagsOf(field.GetCustomAttributes(), [.. MethodReader.TypeScopes(reader, type)])),
            ["modifiers"] = isConstant ? "const"
                : (field.Attributes.HasFlag(FieldAttributes.Static) ? "static " : "")
                    + (field.Attributes.HasFlag(FieldAttributes.InitOnly) ? "readonly" : ""),
        };
        if (isConstant)
            aspects["value"] = ConstantReader.Read(reader, field.GetDefaultValue());
        if (attributes.Has(field.GetCustomAttributes(), Required))
            aspects["required"] = "yes";
        return new MemberShape(reader.GetString(field.Name), false, aspects);
    }

    public MemberShape? Read(PropertyDefinition property, TypeDefinition type)
    {
        var accessors = property.GetAccessors();
        var described = new[] { Describe("get", accessors.Getter), Describe("set", accessors.Setter) }.OfType<string>().ToArray();
        if (described.Length == 0)
            return null;

        var signature = property.DecodeSignature(TypeNodeProvider.Instance, null);
        var any = reader.GetMethodDefinition(accessors.Getter.IsNil ? accessors.Setter : accessors.Getter);
        var flags = attributes.FlagsOf(
            property.GetCustomAttributes(), [any.GetCustomAttributes(), .. MethodReader.TypeScopes(reader, type)]);
        var aspects = new Dictionary<string, string>
        {
            ["type"] = signature.ReturnType.Render(flags),
            ["accessors"] = string.Join("; ", described),
        };
        if (attributes.Has(property.GetCustomAttributes(), Required))
            aspects["required"] = "yes";
        var index = signature.ParameterTypes.Length == 0 ? "" : $"[{string.Join(", ", signature.ParameterTypes)}]";
        return new MemberShape(reader.GetString(property.Name) + index, false, aspects);
    }

    public MemberShape? Read(EventDefinition @event)
    {
        var adder = reader.GetMethodDefinition(@event.GetAccessors().Adder);
        return MethodReader.AccessOf(adder.Attributes) is not { } access
            ? null
            : new MemberShape(reader.GetString(@event.Name), false, new Dictionary<string, string>
            {
                ["access"] = access,
                ["dispatch"] = MethodReader.DispatchOf(adder.Attributes),
                ["type"] = EntityNames.Of(reader, @event.Type).ToString(),
            });
    }

    private string? Describe(string kind, MethodDefinitionHandle handle)
    {
        if (handle.IsNil)
            return null;

        var method = reader.GetMethodDefinition(handle);
        if (MethodReader.AccessOf(method.Attributes) is not { } access)
            return null;

        var isInit = method.DecodeSignature(TypeNodeProvider.Instance, null).ReturnType.Kind == TypeNodeKind.Modified;
        return $"{access} {MethodReader.DispatchOf(method.Attributes)} {(isInit && kind == "set" ? "init" : kind)}";
    }
}
