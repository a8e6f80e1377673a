using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>Writes a <see cref="GuidId"/> as a string of 32 hexadecimal digits.</summary>
public sealed class GuidIdConverter : JsonConverter<GuidId>
{
    /// <inheritdoc />
    public override GuidId? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    /// <inheritdoc />
    public override GuidId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, GuidId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Guid.ToString("N"));

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, GuidId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Guid.ToString("N"));

    private static GuidId Parse(string? text) =>
        Guid.TryParseExact(text, "N", out var guid)
            ? GuidId.GetGuidId(guid)
            : throw new JsonException($"'{text}' is not an id: 32 hexadecimal digits are expected.");
}
