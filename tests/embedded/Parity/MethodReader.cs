using System.Reflection;
using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Reads the visible methods and constructors of a type.</summary>
internal sealed class MethodReader(MetadataReader reader, AttributeReader attributes)
{
    private static readonly HashSet<string> ObjectMembers = ["Equals(System.Object)", "GetHashCode()", "ToString()"];

    public static string? AccessOf(MethodAttributes flags) =>
        (flags & MethodAttributes.MemberAccessMask) switch
        {
            MethodAttributes.Public => "public",
            MethodAttributes.Family or MethodAttributes.FamORAssem => "protected",
            _ => null,
        };

    /// <summary>How a method takes part in overriding, as far as a user can tell.</summary>
    public static string DispatchOf(MethodAttributes flags)
    {
        var isStatic = flags.HasFlag(MethodAttributes.Static) ? "static " : "";
        var isFinal = flags.HasFlag(MethodAttributes.Final);
        var isNew = flags.HasFlag(MethodAttributes.NewSlot);
        if (!flags.HasFlag(MethodAttributes.Virtual) || (isFinal && isNew))
            return isStatic + "plain";
        return isStatic + (flags.HasFlag(MethodAttributes.Abstract) ? "abstract" : isFinal ? "sealed" : "virtual");
    }

    public MemberShape? Read(MethodDefinition method, TypeDefinition type)
    {
        if (AccessOf(method.Attributes) is not { } access)
            return null;

        var name = reader.GetString(method.Name);
        var signature = method.DecodeSignature(TypeNodeProvider.Instance, null);
        var arity = signature.GenericParameterCount == 0 ? "" : $"``{signature.GenericParameterCount}";
        var key = $"{name}{arity}({string.Join(", ", signature.ParameterTypes)})";
        if (name is "op_Implicit" or "op_Explicit")
            key += $" to {signature.ReturnType}";

        var aspects = new Dictionary<string, string>
        {
            ["access"] = access,
            ["dispatch"] = DispatchOf(method.Attributes),
            ["returns"] = ReturnOf(method, type, signature),
            ["parameters"] = string.Join(", ", ParametersOf(method, type, signature)),
        };
        if (method.GetGenericParameters() is { Count: > 0 } parameters)
            aspects["type parameters"] = GenericReader.Read(reader, parameters);
        if (Obsolete(method.GetCustomAttributes()))
            aspects["obsolete"] = "yes";
        if (attributes.Has(method.GetCustomAttributes(), "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute"))
            aspects["sets required members"] = "yes";
        return new MemberShape(key, ObjectMembers.Contains(key), aspects);
    }

    /// <summary>Required members carry an Obsolete attribute for old compilers; that one does not count.</summary>
    private bool Obsolete(CustomAttributeHandleCollection handles) =>
        attributes.Has(handles, "System.ObsoleteAttribute")
        && !attributes.Has(handles, "System.Runtime.CompilerServices.CompilerFeatureRequiredAttribute");

    private string ReturnOf(MethodDefinition method, TypeDefinition type, MethodSignature<TypeNode> signature)
    {
        CustomAttributeHandleCollection? handles = null;
        foreach (var handle in method.GetParameters())
        {
            if (reader.GetParameter(handle) is { SequenceNumber: 0 } result)
                handles = result.GetCustomAttributes();
        }

        return signature.ReturnType.Render(attributes.FlagsOf(handles, Scopes(method, type)));
    }

    private IEnumerable<string> ParametersOf(MethodDefinition method, TypeDefinition type, MethodSignature<TypeNode> signature)
    {
        var isExtension = attributes.Has(method.GetCustomAttributes(), "System.Runtime.CompilerServices.ExtensionAttribute");
        foreach (var handle in method.GetParameters())
        {
            var parameter = reader.GetParameter(handle);
            if (parameter.SequenceNumber == 0)
                continue;

            var prefix = isExtension && parameter.SequenceNumber == 1 ? "this "
                : attributes.Has(parameter.GetCustomAttributes(), "System.ParamArrayAttribute") ? "params "
                : parameter.Attributes.HasFlag(ParameterAttributes.Out) ? "out "
                : parameter.Attributes.HasFlag(ParameterAttributes.In) ? "in "
                : "";
            var node = signature.ParameterTypes[parameter.SequenceNumber - 1];
            var rendered = node.Render(attributes.FlagsOf(parameter.GetCustomAttributes(), Scopes(method, type)));
            var suffix = parameter.Attributes.HasFlag(ParameterAttributes.Optional) ? $" = {DefaultOf(parameter)}" : "";
            yield return $"{prefix}{rendered} {reader.GetString(parameter.Name)}{suffix}";
        }
    }

    private string DefaultOf(Parameter parameter) => ConstantReader.Read(reader, parameter.GetDefaultValue());

    private CustomAttributeHandleCollection[] Scopes(MethodDefinition method, TypeDefinition type) =>
        [method.GetCustomAttributes(), .. TypeScopes(reader, type)];

    public static IEnumerable<CustomAttributeHandleCollection> TypeScopes(MetadataReader reader, TypeDefinition type)
    {
        yield return type.GetCustomAttributes();
        for (var outer = type.GetDeclaringType(); !outer.IsNil; outer = reader.GetTypeDefinition(outer).GetDeclaringType())
            yield return reader.GetTypeDefinition(outer).GetCustomAttributes();
    }
}
