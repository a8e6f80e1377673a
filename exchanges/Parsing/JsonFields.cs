using System.Text;
using System.Text.Json;

namespace Genesis.Exchanges;

/// <summary>Reads the values that venues' frames are made of, straight from the reader's bytes.</summary>
internal static class JsonFields
{
    /// <summary>The text of a string or number as it stands in the frame.</summary>
    public static ReadOnlySpan<byte> Raw(this scoped ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Number && !reader.ValueIsEscaped
            ? reader.ValueSpan
            : throw new FormatException($"a value was expected, not {reader.TokenType}");

    public static decimal Decimal(this scoped ref Utf8JsonReader reader) => Numbers.Decimal(reader.Raw());

    public static long Integer(this scoped ref Utf8JsonReader reader) => Numbers.Integer(reader.Raw());

    /// <summary>A time in units since 1970, as number or string.</summary>
    public static DateTimeOffset UnixTime(this scoped ref Utf8JsonReader reader) => Numbers.UnixTime(Numbers.Integer(reader.Raw()));

    /// <summary>A time in ISO 8601.</summary>
    public static DateTimeOffset IsoTime(this scoped ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) ? time : throw new FormatException("a time was expected");

    public static string Text(this scoped ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Null => "",
        _ => Encoding.UTF8.GetString(reader.Raw()),
    };

    /// <summary>Goes to the next property of an object; false at its end. Values that nobody takes must be skipped.</summary>
    public static bool NextField(this scoped ref Utf8JsonReader reader)
    {
        Step(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.PropertyName => true,
            JsonTokenType.EndObject => false,
            _ => throw new FormatException($"a field was expected, not {reader.TokenType}"),
        };
    }

    /// <summary>Goes to the next element of an array; false at its end.</summary>
    public static bool NextItem(this scoped ref Utf8JsonReader reader)
    {
        Step(ref reader);
        return reader.TokenType != JsonTokenType.EndArray;
    }

    public static void Step(this scoped ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new FormatException("the frame ends too early");
    }

    public static void Expect(this scoped ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token) throw new FormatException($"{token} was expected, not {reader.TokenType}");
    }

    /// <summary>Reads levels written as arrays whose first two items are price and size.</summary>
    public static void Levels(this scoped ref Utf8JsonReader reader, List<BookLevel> levels)
    {
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartArray);
            reader.Step();
            var price = reader.Decimal();
            reader.Step();
            levels.Add(new BookLevel(price, reader.Decimal()));
            while (reader.NextItem()) reader.Skip();
        }
    }

    /// <summary>Reads what follows the frame's value: there must be nothing.</summary>
    public static void End(this scoped ref Utf8JsonReader reader)
    {
        if (reader.Read()) throw new FormatException("something follows the end of the frame");
    }
}
