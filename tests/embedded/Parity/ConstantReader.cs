using System.Globalization;
using System.Reflection.Metadata;

namespace Genesis.Tests.Embedded.Parity;

/// <summary>Reads constants: default values of parameters, values of constant fields and enum members.</summary>
internal static class ConstantReader
{
    public static string Read(MetadataReader reader, ConstantHandle handle)
    {
        if (handle.IsNil)
            return "default";

        var constant = reader.GetConstant(handle);
        var value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
        return value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
