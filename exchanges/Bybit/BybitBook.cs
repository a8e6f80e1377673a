using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>The data of an orderbook topic: <c>{"s":"BTCUSDT","b":[["16493.50","0.006"]],"a":[],"u":18521288,"seq":7961638724}</c>.</summary>
internal static class BybitBook
{
    public static void Read(ref Utf8JsonReader reader, BookUpdate book, Symbol symbol, ReadOnlySpan<byte> type, DateTimeOffset received)
    {
        var isSnapshot = type.SequenceEqual("snapshot"u8);
        if (!isSnapshot && !type.SequenceEqual("delta"u8)) throw new FormatException("a book frame is snapshot or delta");
        long last = 0;
        reader.Expect(JsonTokenType.StartObject);
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("b"u8)) reader.Levels(book.BidList);
            else if (name.SequenceEqual("a"u8)) reader.Levels(book.AskList);
            else if (name.SequenceEqual("u"u8)) last = reader.Integer();
            else reader.Skip();
        }
        if (last <= 0) throw new FormatException("a book frame without number");
        book.Symbol = symbol;
        // After a restart the venue numbers from 1, and that frame is the whole book.
        book.IsSnapshot = isSnapshot || last == 1;
        book.Header = new BookHeader(last, last);
        book.ReceivedTime = received;
    }
}
