using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>Reads the answer of <c>/api/v3/depth</c> and <c>/fapi/v1/depth</c>.</summary>
internal static class BinanceSnapshot
{
    // ["0.35210000","672.00000000"], and never much less.
    private const int BytesOfLevel = 28;

    public static BookUpdate? Read(Symbol symbol, ReadOnlySpan<byte> body, DateTimeOffset received)
    {
        var update = new BookUpdate { Symbol = symbol, IsSnapshot = true, ReceivedTime = received };
        update.Reserve(body.Length / (2 * BytesOfLevel));
        long last = 0, time = 0;
        var sides = 0;
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Step();
            reader.Expect(JsonTokenType.StartObject);
            while (reader.NextField())
            {
                var name = reader.ValueSpan;
                reader.Step();
                if (name.SequenceEqual("lastUpdateId"u8)) last = reader.Integer();
                else if (name.SequenceEqual("T"u8)) time = reader.Integer();
                else if (name.SequenceEqual("bids"u8)) sides += Levels(ref reader, update.BidList);
                else if (name.SequenceEqual("asks"u8)) sides += Levels(ref reader, update.AskList);
                else reader.Skip();
            }
            if (last <= 0 || sides != 2) return null;
            update.ExchangeTime = time > 0 ? Numbers.UnixTime(time) : null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return null;
        }
        // The snapshot's own clock is another machine's: it must not make the first change look old.
        update.Header = new BookHeader(0, last);
        return update;
    }

    private static int Levels(ref Utf8JsonReader reader, List<BookLevel> levels)
    {
        reader.Levels(levels);
        return 1;
    }
}
