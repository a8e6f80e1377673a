using System.Text.Json;

namespace Genesis.Doors;

/// <summary>The fields of a body or a frame, read from the outside: strict about what is there, so that a slip is said and not passed over.</summary>
internal static class JsonFields
{
    /// <summary>Longest type and source, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>A text that names something.</summary>
    public static string? Name(ref Utf8JsonReader reader, string field, List<string> errors)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            errors.Add($"{field} is {Kind(reader.TokenType)}, but it must be a text.");
            reader.Skip();
            return null;
        }
        var text = reader.GetString()!;
        if (text.Length is >= 1 and <= LongestName && !text.AsSpan().ContainsAnyInRange('\0', '\u001f')) return text;
        errors.Add($"{field} has {text.Length} characters, but it must be a text of 1 to {LongestName} without control characters.");
        return null;
    }

    /// <summary>A positive number of milliseconds.</summary>
    public static TimeSpan? Milliseconds(ref Utf8JsonReader reader, string field, List<string> errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && value is > 0 and <= 86_400_000) return TimeSpan.FromMilliseconds(value);
        errors.Add($"{field} is {(reader.TokenType == JsonTokenType.Number ? "out of range" : Kind(reader.TokenType))}, but it must be a number of milliseconds above 0 and at most 86400000.");
        reader.Skip();
        return null;
    }

    /// <summary>Any value, as it stands.</summary>
    public static Payload? Data(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, PayloadLimits limits)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Payload.FromJson(utf8[start..(int)reader.BytesConsumed], limits);
    }

    /// <summary>A field that nobody reads.</summary>
    public static void Unknown(ref Utf8JsonReader reader, string name, string known, List<string> errors)
    {
        errors.Add($"There is no field {(name.Length <= 50 ? name : name[..50] + "…")}. Known are {known}.");
        reader.Read();
        reader.Skip();
    }

    public static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
