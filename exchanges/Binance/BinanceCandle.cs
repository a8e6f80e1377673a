using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>The object <c>k</c> of a kline event.</summary>
internal ref struct BinanceCandle
{
    private long _openTime;
    private bool _closed;
    private decimal _open;
    private decimal _high;
    private decimal _low;
    private decimal _close;
    private decimal _volume;
    private string? _interval;

    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.NextField())
        {
            var letter = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Step();
            switch (letter)
            {
                case (byte)'t': _openTime = reader.Integer(); break;
                case (byte)'i': _interval = Intervals.Intern(reader.Raw()); break;
                case (byte)'o': _open = reader.Decimal(); break;
                case (byte)'h': _high = reader.Decimal(); break;
                case (byte)'l': _low = reader.Decimal(); break;
                case (byte)'c': _close = reader.Decimal(); break;
                case (byte)'v': _volume = reader.Decimal(); break;
                case (byte)'x': _closed = reader.GetBoolean(); break;
                default: reader.Skip(); break;
            }
        }
    }

    public readonly Candle Make(Symbol symbol, DateTimeOffset? time, DateTimeOffset received) =>
        new(symbol, Numbers.UnixTime(_openTime), Intervals.Parse(_interval ?? throw new FormatException("a candle without interval")),
            _open, _high, _low, _close, _volume, _closed, time, received);
}
