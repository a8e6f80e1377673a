using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>A candle of a kline topic.</summary>
internal static class BybitCandle
{
    public static Candle Read(ref Utf8JsonReader reader, Symbol symbol, DateTimeOffset received)
    {
        decimal open = 0, high = 0, low = 0, close = 0, volume = 0;
        long start = 0, time = 0;
        var interval = TimeSpan.Zero;
        var closed = false;
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("start"u8)) start = reader.Integer();
            else if (name.SequenceEqual("interval"u8)) interval = BybitIntervals.Parse(reader.Raw());
            else if (name.SequenceEqual("open"u8)) open = reader.Decimal();
            else if (name.SequenceEqual("high"u8)) high = reader.Decimal();
            else if (name.SequenceEqual("low"u8)) low = reader.Decimal();
            else if (name.SequenceEqual("close"u8)) close = reader.Decimal();
            else if (name.SequenceEqual("volume"u8)) volume = reader.Decimal();
            else if (name.SequenceEqual("confirm"u8)) closed = reader.GetBoolean();
            else if (name.SequenceEqual("timestamp"u8)) time = reader.Integer();
            else reader.Skip();
        }
        if (interval == TimeSpan.Zero) throw new FormatException("a candle without interval");
        return new Candle(symbol, Numbers.UnixTime(start), interval, open, high, low, close, volume, closed, time > 0 ? Numbers.UnixTime(time) : null, received);
    }
}
