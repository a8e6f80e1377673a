using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>
/// Writes a <see cref="StreamId"/> as the array <c>[namespace, key]</c>; as a property name: the namespace's length, a colon, namespace, key.
/// </summary>
internal sealed class StreamIdJsonConverter : JsonConverter<StreamId>
{
    /// <inheritdoc />
    public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            throw NotAStreamId();
        var ns = reader.GetString();
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: > 0 } key)
            throw NotAStreamId();
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw NotAStreamId();
        return StreamId.Create(ns, key);
    }

    /// <inheritdoc />
    public override StreamId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0
            || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length >= text.Length - colon - 1)
        {
            throw NotAStreamId();
        }

        return StreamId.Create(text.Substring(colon + 1, length), text[(colon + 1 + length)..]);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.GetNamespace());
        writer.WriteStringValue(KeyOf(value));
        writer.WriteEndArray();
    }

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options)
    {
        var ns = value.GetNamespace() ?? "";
        writer.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $"{ns.Length}:{ns}{KeyOf(value)}"));
    }

    private static string KeyOf(StreamId value) =>
        value.GetKeyAsString() is { Length: > 0 } key ? key : throw new JsonException("A stream id without a key cannot be written.");

    private static JsonException NotAStreamId() => new("This is not a stream id: the array [namespace, key] is expected.");
}
