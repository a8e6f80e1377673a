using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>The fields of one element of a version 2 frame's data.</summary>
internal ref struct KrakenItem
{
    private ReadOnlySpan<byte> _symbol;
    private ReadOnlySpan<byte> _side;
    private decimal _price;
    private decimal _size;
    private decimal _bid;
    private decimal _bidSize;
    private decimal _ask;
    private decimal _askSize;
    private decimal _open;
    private decimal _high;
    private decimal _low;
    private decimal _close;
    private decimal _volume;
    private long _interval;
    private long _tradeId;
    private long _checksum;
    private bool _hasChecksum;
    private bool _hasBook;
    private DateTimeOffset? _time;
    private DateTimeOffset _begin;

    /// <summary>Channels whose data is not read.</summary>
    public static bool IsOther(ReadOnlySpan<byte> channel) =>
        !(channel.SequenceEqual("book"u8) || channel.SequenceEqual("trade"u8) || channel.SequenceEqual("ticker"u8) || channel.SequenceEqual("ohlc"u8));

    public void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader reader, FrameContent content)
    {
        switch (name.Length)
        {
            case 3 when name.SequenceEqual("qty"u8): _size = reader.Decimal(); break;
            case 3 when name.SequenceEqual("bid"u8): _bid = reader.Decimal(); break;
            case 3 when name.SequenceEqual("ask"u8): _ask = reader.Decimal(); break;
            case 3 when name.SequenceEqual("low"u8): _low = reader.Decimal(); break;
            case 4 when name.SequenceEqual("bids"u8): Levels(ref reader, Book(content).BidList); break;
            case 4 when name.SequenceEqual("asks"u8): Levels(ref reader, Book(content).AskList); break;
            case 4 when name.SequenceEqual("side"u8): _side = reader.Raw(); break;
            case 4 when name.SequenceEqual("open"u8): _open = reader.Decimal(); break;
            case 4 when name.SequenceEqual("high"u8): _high = reader.Decimal(); break;
            case 5 when name.SequenceEqual("price"u8): _price = reader.Decimal(); break;
            case 5 when name.SequenceEqual("close"u8): _close = reader.Decimal(); break;
            case 6 when name.SequenceEqual("symbol"u8): _symbol = reader.Raw(); break;
            case 6 when name.SequenceEqual("volume"u8): _volume = reader.Decimal(); break;
            case 7 when name.SequenceEqual("bid_qty"u8): _bidSize = reader.Decimal(); break;
            case 7 when name.SequenceEqual("ask_qty"u8): _askSize = reader.Decimal(); break;
            case 8 when name.SequenceEqual("checksum"u8): (_checksum, _hasChecksum) = (reader.Integer(), true); break;
            case 8 when name.SequenceEqual("trade_id"u8): _tradeId = reader.Integer(); break;
            case 8 when name.SequenceEqual("interval"u8): _interval = reader.Integer(); break;
            case 9 when name.SequenceEqual("timestamp"u8): _time = reader.IsoTime(); break;
            case 14 when name.SequenceEqual("interval_begin"u8): _begin = reader.IsoTime(); break;
            default: reader.Skip(); break;
        }
    }

    public readonly void Finish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> type, SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        var symbol = symbols.Get(_symbol);
        if (channel.SequenceEqual("book"u8))
        {
            if (!_hasBook) throw new FormatException("a book frame without levels");
            var book = content.Book;
            book.Symbol = symbol;
            book.IsSnapshot = type.SequenceEqual("snapshot"u8);
            book.Header = new BookHeader(Checksum: _hasChecksum ? checked((uint)_checksum) : null, Ticks: _time?.UtcTicks ?? 0);
            book.ExchangeTime = _time;
            book.ReceivedTime = received;
            return;
        }
        if (_hasBook) throw new FormatException("levels outside a book");
        if (channel.SequenceEqual("trade"u8))
            content.Trades.Add(new Trade(symbol, _price, _size, _side.SequenceEqual("sell"u8) ? Side.Sell : Side.Buy, TradeId.Of(_tradeId), _time, received));
        else if (channel.SequenceEqual("ticker"u8))
            content.Quotes.Add(new Quote(symbol, _bid, _bidSize, _ask, _askSize, 0, _time, received));
        else
            content.Candles.Add(new Candle(symbol, _begin, TimeSpan.FromMinutes(_interval), _open, _high, _low, _close, _volume, Closed: false, _time, received));
    }

    private static void Levels(ref Utf8JsonReader reader, List<BookLevel> levels)
    {
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartObject);
            decimal? price = null, size = null;
            while (reader.NextField())
            {
                var isPrice = reader.ValueTextEquals("price"u8);
                var isSize = !isPrice && reader.ValueTextEquals("qty"u8);
                reader.Step();
                if (isPrice) price = reader.Decimal();
                else if (isSize) size = reader.Decimal();
                else reader.Skip();
            }
            levels.Add(new BookLevel(price ?? throw new FormatException("a level without price"), size ?? throw new FormatException("a level without size")));
        }
    }

    private BookUpdate Book(FrameContent content)
    {
        if (_hasBook) return content.Book;
        _hasBook = true;
        return content.BeginBook();
    }
}
