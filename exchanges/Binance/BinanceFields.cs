using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>The fields of one Binance object, by their letters. One letter means different things in different events; its JSON type tells which.</summary>
internal ref struct BinanceFields
{
    private ReadOnlySpan<byte> _event;
    private ReadOnlySpan<byte> _symbol;
    private ReadOnlySpan<byte> _price;
    private ReadOnlySpan<byte> _size;
    private ReadOnlySpan<byte> _bidPrice;
    private ReadOnlySpan<byte> _bidSize;
    private ReadOnlySpan<byte> _askPrice;
    private ReadOnlySpan<byte> _askSize;
    private long _eventTime;
    private long _tradeTime;
    private long _first;
    private long _last;
    private long _id;
    private bool _hasId;
    private bool _hasBook;
    private bool _buyerIsMaker;
    private BinanceCandle _candle;
    private bool _isAnswer;
    private long _requestId;
    private string? _error;

    public long Previous { get; set; }

    /// <summary>Takes the value of a field with a name of one letter.</summary>
    public void Take(byte letter, ref Utf8JsonReader reader, FrameContent content)
    {
        switch (letter, reader.TokenType)
        {
            case ((byte)'e', JsonTokenType.String): _event = reader.ValueSpan; break;
            case ((byte)'s', JsonTokenType.String): _symbol = reader.Raw(); break;
            case ((byte)'p', JsonTokenType.String): _price = reader.Raw(); break;
            case ((byte)'q', JsonTokenType.String): _size = reader.Raw(); break;
            case ((byte)'b', JsonTokenType.String): _bidPrice = reader.Raw(); break;
            case ((byte)'B', JsonTokenType.String): _bidSize = reader.Raw(); break;
            case ((byte)'a', JsonTokenType.String): _askPrice = reader.Raw(); break;
            case ((byte)'A', JsonTokenType.String): _askSize = reader.Raw(); break;
            case ((byte)'E', JsonTokenType.Number): _eventTime = reader.Integer(); break;
            case ((byte)'T', JsonTokenType.Number): _tradeTime = reader.Integer(); break;
            case ((byte)'U', JsonTokenType.Number): _first = reader.Integer(); break;
            case ((byte)'u', JsonTokenType.Number): _last = reader.Integer(); break;
            // A trade's own id; of old, a trade also had 'a' and 'b' for its orders.
            case ((byte)'t', JsonTokenType.Number):
                _id = reader.Integer();
                _hasId = true;
                break;
            case ((byte)'a', JsonTokenType.Number) when !_hasId: _id = reader.Integer(); break;
            case ((byte)'m', JsonTokenType.True): _buyerIsMaker = true; break;
            case ((byte)'b', JsonTokenType.StartArray): reader.Levels(Book(content).BidList); break;
            case ((byte)'a', JsonTokenType.StartArray): reader.Levels(Book(content).AskList); break;
            case ((byte)'k', JsonTokenType.StartObject): _candle.Read(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    /// <summary>Takes a field of an answer to a request; skips what is none.</summary>
    public void TakeControl(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("id"u8))
        {
            _requestId = reader.TokenType == JsonTokenType.Number ? reader.Integer() : 0;
            _isAnswer = true;
        }
        else if (name.SequenceEqual("result"u8)) _isAnswer = true;
        else if (name.SequenceEqual("msg"u8)) _error = reader.Text();
        else if (name.SequenceEqual("code"u8)) _error ??= $"code {reader.Text()}";
        else if (name.SequenceEqual("error"u8) && reader.TokenType == JsonTokenType.StartObject)
        {
            _error = "refused";
            while (reader.NextField())
            {
                var isMessage = reader.ValueTextEquals("msg"u8);
                reader.Step();
                if (isMessage) _error = reader.Text();
                else reader.Skip();
            }
            return;
        }
        reader.Skip();
    }

    /// <summary>Makes the record that the fields belong to.</summary>
    public FrameKind Finish(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        if (_event.IsEmpty)
        {
            content.Clear();
            if (_error is not null) return Notice(content, new VenueNotice(_requestId > 0 ? NoticeKind.Rejected : NoticeKind.Error, null, _requestId, _error));
            if (_isAnswer) return Notice(content, new VenueNotice(_requestId == 0 ? NoticeKind.Pong : NoticeKind.Subscribed, null, _requestId));
            // Only spot's bookTicker has no event type.
            return _bidPrice.IsEmpty || _askPrice.IsEmpty ? FrameKind.Unknown : FinishQuote(symbols, received, content);
        }
        if (_event.SequenceEqual("depthUpdate"u8)) return FinishBook(symbols, received, content);
        content.Clear();
        if (_event.SequenceEqual("bookTicker"u8)) return FinishQuote(symbols, received, content);
        if (_event.SequenceEqual("aggTrade"u8) || _event.SequenceEqual("trade"u8)) return FinishTrade(symbols, received, content);
        if (_event.SequenceEqual("kline"u8)) return FinishCandle(symbols, received, content);
        if (_event.SequenceEqual("serverShutdown"u8)) return Notice(content, new VenueNotice(NoticeKind.Closing, Text: "serverShutdown"));
        return FrameKind.Unknown;
    }

    private readonly FrameKind FinishBook(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        if (!_hasBook || _last == 0 || _first == 0) throw new FormatException("a depth update without levels or numbers");
        var book = content.Book;
        var time = Numbers.UnixTime(_eventTime);
        book.Symbol = symbols.Get(_symbol);
        book.Header = new BookHeader(_first, _last, Previous, null, time.UtcTicks);
        book.ExchangeTime = _tradeTime > 0 ? Numbers.UnixTime(_tradeTime) : time;
        book.ReceivedTime = received;
        return FrameKind.Book;
    }

    private readonly FrameKind FinishQuote(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        var time = _tradeTime > 0 ? _tradeTime : _eventTime;
        content.Quotes.Add(new Quote(symbols.Get(_symbol), Numbers.Decimal(_bidPrice), Numbers.Decimal(_bidSize), Numbers.Decimal(_askPrice),
            Numbers.Decimal(_askSize), _last, time > 0 ? Numbers.UnixTime(time) : null, received));
        return FrameKind.Quotes;
    }

    private readonly FrameKind FinishTrade(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        content.Trades.Add(new Trade(symbols.Get(_symbol), Numbers.Decimal(_price), Numbers.Decimal(_size), _buyerIsMaker ? Side.Sell : Side.Buy,
            TradeId.Of(_id), Numbers.UnixTime(_tradeTime), received));
        return FrameKind.Trades;
    }

    private readonly FrameKind FinishCandle(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        content.Candles.Add(_candle.Make(symbols.Get(_symbol), _eventTime > 0 ? Numbers.UnixTime(_eventTime) : null, received));
        return FrameKind.Candles;
    }

    private BookUpdate Book(FrameContent content)
    {
        if (_hasBook) return content.Book;
        _hasBook = true;
        return content.BeginBook();
    }

    private static FrameKind Notice(FrameContent content, VenueNotice notice)
    {
        content.Notice = notice;
        return FrameKind.Notice;
    }
}
