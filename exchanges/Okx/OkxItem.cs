using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>The fields of one element of a frame's data.</summary>
internal ref struct OkxItem
{
    private ReadOnlySpan<byte> _price;
    private ReadOnlySpan<byte> _size;
    private ReadOnlySpan<byte> _side;
    private ReadOnlySpan<byte> _bid;
    private ReadOnlySpan<byte> _bidSize;
    private ReadOnlySpan<byte> _ask;
    private ReadOnlySpan<byte> _askSize;
    private long _tradeId;
    private long _time;
    private long _sequence;
    private long _previous;
    private long _checksum;
    private bool _hasBook;

    public static FrameKind KindOf(ReadOnlySpan<byte> channel) =>
        IsBook(channel) ? FrameKind.Book
        : channel.SequenceEqual("trades"u8) || channel.SequenceEqual("trades-all"u8) ? FrameKind.Trades
        : channel.SequenceEqual("tickers"u8) || channel.SequenceEqual("bbo-tbt"u8) ? FrameKind.Quotes
        : channel.StartsWith("candle"u8) ? FrameKind.Candles
        : FrameKind.Unknown;

    public static bool IsBook(ReadOnlySpan<byte> channel) =>
        channel.SequenceEqual("books"u8) || channel.SequenceEqual("books-l2-tbt"u8) || channel.SequenceEqual("books50-l2-tbt"u8);

    public void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader reader, FrameContent content)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("px"u8): _price = reader.Raw(); break;
            case 2 when name.SequenceEqual("sz"u8): _size = reader.Raw(); break;
            case 2 when name.SequenceEqual("ts"u8): _time = reader.Integer(); break;
            case 4 when name.SequenceEqual("side"u8): _side = reader.Raw(); break;
            case 4 when name.SequenceEqual("bids"u8): reader.Levels(Book(content).BidList); break;
            case 4 when name.SequenceEqual("asks"u8): reader.Levels(Book(content).AskList); break;
            case 5 when name.SequenceEqual("bidPx"u8): _bid = reader.Raw(); break;
            case 5 when name.SequenceEqual("bidSz"u8): _bidSize = reader.Raw(); break;
            case 5 when name.SequenceEqual("askPx"u8): _ask = reader.Raw(); break;
            case 5 when name.SequenceEqual("askSz"u8): _askSize = reader.Raw(); break;
            case 5 when name.SequenceEqual("seqId"u8): _sequence = reader.Integer(); break;
            case 7 when name.SequenceEqual("tradeId"u8): _tradeId = reader.Integer(); break;
            case 8 when name.SequenceEqual("checksum"u8): _checksum = reader.TokenType == JsonTokenType.Null ? 0 : reader.Integer(); break;
            case 9 when name.SequenceEqual("prevSeqId"u8): _previous = reader.Integer(); break;
            default: reader.Skip(); break;
        }
    }

    public readonly void Finish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> action, Symbol symbol, DateTimeOffset received, FrameContent content)
    {
        var time = Numbers.UnixTime(_time);
        if (IsBook(channel)) FinishBook(action, symbol, time, received, content);
        else if (channel.StartsWith("trades"u8)) FinishTrade(symbol, time, received, content);
        else FinishQuote(channel, symbol, time, received, content);
    }

    private readonly void FinishBook(ReadOnlySpan<byte> action, Symbol symbol, DateTimeOffset time, DateTimeOffset received, FrameContent content)
    {
        if (!_hasBook) throw new FormatException("a book frame without levels");
        var isSnapshot = action.SequenceEqual("snapshot"u8);
        if (!isSnapshot && !action.SequenceEqual("update"u8)) throw new FormatException("a book frame is snapshot or update");
        var book = content.Book;
        book.Symbol = symbol;
        book.IsSnapshot = isSnapshot;
        // Zero stands for no checksum: the live venue has sent zeros since June 2026.
        book.Header = new BookHeader(0, _sequence, _previous, _checksum == 0 ? null : unchecked((uint)checked((int)_checksum)), time.UtcTicks);
        book.ExchangeTime = time;
        book.ReceivedTime = received;
    }

    private readonly void FinishTrade(Symbol symbol, DateTimeOffset time, DateTimeOffset received, FrameContent content)
    {
        var taker = _side.SequenceEqual("buy"u8) ? Side.Buy : _side.SequenceEqual("sell"u8) ? Side.Sell : throw new FormatException("a side is buy or sell");
        content.Trades.Add(new Trade(symbol, Numbers.Decimal(_price), Numbers.Decimal(_size), taker, TradeId.Of(_tradeId), time, received));
    }

    private readonly void FinishQuote(ReadOnlySpan<byte> channel, Symbol symbol, DateTimeOffset time, DateTimeOffset received, FrameContent content)
    {
        if (channel.SequenceEqual("tickers"u8))
        {
            content.Quotes.Add(new Quote(symbol, Amount(_bid), Amount(_bidSize), Amount(_ask), Amount(_askSize), 0, time, received));
            return;
        }
        if (!_hasBook) throw new FormatException("a quote without levels");
        var bid = content.Book.Bids.IsEmpty ? default : content.Book.Bids[0];
        var ask = content.Book.Asks.IsEmpty ? default : content.Book.Asks[0];
        content.DropBook();
        content.Quotes.Add(new Quote(symbol, bid.Price, bid.Size, ask.Price, ask.Size, _sequence, time, received));
    }

    // A side that nobody is on is an empty text.
    private static decimal Amount(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : Numbers.Decimal(text);

    private BookUpdate Book(FrameContent content)
    {
        if (_hasBook) return content.Book;
        _hasBook = true;
        return content.BeginBook();
    }
}
