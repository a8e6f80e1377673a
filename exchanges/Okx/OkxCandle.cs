using System.Text;
using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>A candle: <c>[ts, open, high, low, close, volume, …, confirm]</c>.</summary>
internal static class OkxCandle
{
    public static void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> channel, Symbol symbol, DateTimeOffset received, FrameContent content)
    {
        reader.Expect(JsonTokenType.StartArray);
        reader.Step();
        var open = reader.UnixTime();
        Span<decimal> values = stackalloc decimal[5];
        foreach (ref var value in values)
        {
            reader.Step();
            value = reader.Decimal();
        }
        var confirmed = false;
        while (reader.NextItem()) confirmed = reader.Raw().SequenceEqual("1"u8);
        content.Candles.Add(new Candle(symbol, open, OkxStreams.Interval(Encoding.UTF8.GetString(channel)["candle".Length..]),
            values[0], values[1], values[2], values[3], values[4], confirmed, null, received));
    }
}
