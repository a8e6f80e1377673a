using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>Writes an <see cref="ActivationId"/> as a string.</summary>
public sealed class ActivationIdConverter : JsonConverter<ActivationId>
{
    /// <inheritdoc />
    public override ActivationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ActivationId.FromParsableString(reader.GetString() ?? "");

    /// <inheritdoc />
    public override ActivationId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ActivationId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, ActivationId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
