using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genesis;

/// <summary>How payloads are written and read: names in camel case, enums as text, money exact.</summary>
public static class PayloadJson
{
    /// <summary>The options, for those who write the same JSON elsewhere.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    internal static byte[] Write(object? value)
    {
        try
        {
            return value is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new PayloadException($"A {value!.GetType().Name} cannot be written as JSON: {exception.Message}", exception);
        }
    }

    internal static T Read<T>(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options)!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new PayloadException($"The data do not fit {typeof(T).Name}: {exception.Message} They are {Beginning(utf8)}", exception);
        }
    }

    internal static void Check(ReadOnlySpan<byte> utf8, PayloadLimits limits)
    {
        if (utf8.Length > limits.MaxBytes)
            throw new PayloadException($"The data have {utf8.Length} bytes; at most {limits.MaxBytes} are taken.");
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
            while (reader.Read())
            {
                // The reader checks structure and depth, but looks into a text only when it is asked for.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && (reader.ValueIsEscaped || !Ascii(reader.ValueSpan)))
                    _ = reader.GetString();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PayloadException($"The data are not JSON of at most {limits.MaxDepth} levels: {exception.Message} They begin {Beginning(utf8)}", exception);
        }
    }

    private static bool Ascii(ReadOnlySpan<byte> text) => System.Text.Ascii.IsValid(text);

    private static string Beginning(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= 100 ? System.Text.Encoding.UTF8.GetString(utf8) : System.Text.Encoding.UTF8.GetString(utf8[..100]) + "…";

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            MaxDepth = 64,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
