using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>A book object of version 1: <c>as</c> and <c>bs</c> of a snapshot, <c>a</c>, <c>b</c> and the checksum <c>c</c> of a change.</summary>
internal static class KrakenV1Book
{
    public static void Read(ref Utf8JsonReader reader, BookUpdate book, ref long ticks)
    {
        reader.Expect(JsonTokenType.StartObject);
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("a"u8)) Levels(ref reader, book.AskList, ref ticks);
            else if (name.SequenceEqual("b"u8)) Levels(ref reader, book.BidList, ref ticks);
            else if (name.SequenceEqual("c"u8)) book.Header = new BookHeader(Checksum: checked((uint)reader.Integer()));
            else if (name.SequenceEqual("as"u8) || name.SequenceEqual("bs"u8))
            {
                book.IsSnapshot = true;
                Levels(ref reader, name[0] == 'a' ? book.AskList : book.BidList, ref ticks);
            }
            else reader.Skip();
        }
    }

    // price, volume, time, and "r" for a level that comes back into the depth
    private static void Levels(ref Utf8JsonReader reader, List<BookLevel> levels, ref long ticks)
    {
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartArray);
            reader.Step();
            var price = reader.Decimal();
            reader.Step();
            levels.Add(new BookLevel(price, reader.Decimal()));
            reader.Step();
            ticks = Math.Max(ticks, Numbers.UnixSeconds(reader.Raw()).UtcTicks);
            while (reader.NextItem()) reader.Skip();
        }
    }
}
