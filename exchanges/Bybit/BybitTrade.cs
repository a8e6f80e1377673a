using System.Buffers.Text;
using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>A trade: <c>{"T":1672304486865,"s":"BTCUSDT","S":"Buy","v":"0.001","p":"16578.50","i":"…"}</c>.</summary>
internal static class BybitTrade
{
    public static Trade Read(ref Utf8JsonReader reader, Symbol symbol, DateTimeOffset received)
    {
        decimal price = 0, size = 0;
        long time = 0;
        TradeId id = default;
        Side? taker = null;
        while (reader.NextField())
        {
            var letter = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Step();
            switch (letter)
            {
                case (byte)'T': time = reader.Integer(); break;
                case (byte)'p': price = reader.Decimal(); break;
                case (byte)'v': size = reader.Decimal(); break;
                case (byte)'i': id = ReadId(reader.Raw()); break;
                case (byte)'S': taker = reader.Raw().SequenceEqual("Buy"u8) ? Side.Buy : Side.Sell; break;
                default: reader.Skip(); break;
            }
        }
        return new Trade(symbol, price, size, taker ?? throw new FormatException("a trade without side"), id, Numbers.UnixTime(time), received);
    }

    // Spot numbers its trades, linear gives them UUIDs.
    private static TradeId ReadId(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out Guid uuid, out var used, 'D') && used == text.Length)
        {
            Span<byte> bytes = stackalloc byte[16];
            uuid.TryWriteBytes(bytes, bigEndian: true, out _);
            return new TradeId(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), IsUuid: true);
        }
        return UInt128.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? new TradeId(number) : throw new FormatException("a trade without id");
    }
}
