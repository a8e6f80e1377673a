using System.Reflection;
using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Reads type parameters: names, variance, constraints.</summary>
internal static class GenericReader
{
    private const string ValueType = "System.ValueType";

    public static string Read(MetadataReader reader, GenericParameterHandleCollection parameters) =>
        string.Join(", ", parameters.Select(handle => Read(reader, reader.GetGenericParameter(handle))));

    private static string Read(MetadataReader reader, GenericParameter parameter)
    {
        var flags = parameter.Attributes;
        var variance = flags.HasFlag(GenericParameterAttributes.Covariant) ? "out "
            : flags.HasFlag(GenericParameterAttributes.Contravariant) ? "in "
            : "";
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> constraints = [];
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            constraints.Add("class");
        if (isStruct)
            constraints.Add("struct");

        foreach (var handle in parameter.GetConstraints())
        {
            var constraint = EntityNames.Of(reader, reader.GetGenericParameterConstraint(handle).Type).ToString();
            if (!isStruct || !constraint.StartsWith(ValueType, StringComparison.Ordinal))
                constraints.Add(constraint);
        }

        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            constraints.Add("new()");
        var name = reader.GetString(parameter.Name);
        return constraints.Count == 0 ? variance + name : $"{variance}{name} : {string.Join(" & ", constraints)}";
    }
}
