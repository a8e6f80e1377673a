using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>Reads the answer of <c>/api/v5/market/books</c>.</summary>
internal static class OkxSnapshot
{
    public static BookUpdate? Read(Symbol symbol, ReadOnlySpan<byte> body, DateTimeOffset received)
    {
        var content = new FrameContent();
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Step();
            reader.Expect(JsonTokenType.StartObject);
            while (reader.NextField())
            {
                var isData = reader.ValueTextEquals("data"u8);
                reader.Step();
                if (isData && reader.TokenType == JsonTokenType.StartArray) ReadData(ref reader, symbol, received, content);
                else reader.Skip();
            }
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return null;
        }
        // Without a number nothing could continue it.
        return content.HasBook && content.Book.Header.Last > 0 ? content.Book : null;
    }

    private static void ReadData(ref Utf8JsonReader reader, Symbol symbol, DateTimeOffset received, FrameContent content)
    {
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartObject);
            var item = new OkxItem();
            while (reader.NextField())
            {
                var name = reader.ValueSpan;
                reader.Step();
                item.Take(name, ref reader, content);
            }
            item.Finish("books"u8, "snapshot"u8, symbol, received, content);
            // Its clock is another machine's: it must not make the first change look old.
            content.Book.Header = content.Book.Header with { Ticks = 0, Previous = 0, Checksum = null };
        }
    }
}
