using System.Text;
using System.Text.Json;

namespace Genesis.Exchanges.Coinbase;

/// <summary>The fields of one Coinbase frame.</summary>
internal ref struct CoinbaseFields
{
    private ReadOnlySpan<byte> _type;
    private ReadOnlySpan<byte> _product;
    private ReadOnlySpan<byte> _price;
    private ReadOnlySpan<byte> _size;
    private ReadOnlySpan<byte> _side;
    private ReadOnlySpan<byte> _bid;
    private ReadOnlySpan<byte> _bidSize;
    private ReadOnlySpan<byte> _ask;
    private ReadOnlySpan<byte> _askSize;
    private DateTimeOffset? _time;
    private long _tradeId;
    private long _sequence;
    private string? _message;
    private string? _reason;
    private bool _hasBook;

    public void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader reader, FrameContent content)
    {
        // By length first: most names differ in it.
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("type"u8): _type = reader.Raw(); break;
            case 4 when name.SequenceEqual("time"u8): _time = reader.IsoTime(); break;
            case 4 when name.SequenceEqual("size"u8): _size = reader.Raw(); break;
            case 4 when name.SequenceEqual("side"u8): _side = reader.Raw(); break;
            case 4 when name.SequenceEqual("bids"u8): reader.Levels(Book(content).BidList); break;
            case 4 when name.SequenceEqual("asks"u8): reader.Levels(Book(content).AskList); break;
            case 5 when name.SequenceEqual("price"u8): _price = reader.Raw(); break;
            case 6 when name.SequenceEqual("reason"u8): _reason = reader.Text(); break;
            case 7 when name.SequenceEqual("changes"u8): Changes(ref reader, Book(content)); break;
            case 7 when name.SequenceEqual("message"u8): _message = reader.Text(); break;
            case 8 when name.SequenceEqual("trade_id"u8): _tradeId = reader.Integer(); break;
            case 8 when name.SequenceEqual("sequence"u8): _sequence = reader.Integer(); break;
            case 8 when name.SequenceEqual("best_bid"u8): _bid = reader.Raw(); break;
            case 8 when name.SequenceEqual("best_ask"u8): _ask = reader.Raw(); break;
            case 10 when name.SequenceEqual("product_id"u8): _product = reader.Raw(); break;
            case 13 when name.SequenceEqual("best_bid_size"u8): _bidSize = reader.Raw(); break;
            case 13 when name.SequenceEqual("best_ask_size"u8): _askSize = reader.Raw(); break;
            default: reader.Skip(); break;
        }
    }

    public FrameKind Finish(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        if (_type.SequenceEqual("l2update"u8)) return FinishBook(symbols, received, content, isSnapshot: false);
        if (_type.SequenceEqual("snapshot"u8)) return FinishBook(symbols, received, content, isSnapshot: true);
        content.Clear();
        if (_type.SequenceEqual("match"u8)) return FinishTrade(symbols, received, content);
        if (_type.SequenceEqual("ticker"u8)) return FinishQuote(symbols, received, content);
        if (FinishNotice() is not { } notice) return _type.IsEmpty ? throw new FormatException("a frame without type") : FrameKind.Unknown;
        content.Notice = notice;
        return FrameKind.Notice;
    }

    // A last_match is a trade from before the subscription: told, but not counted as a new one.
    private readonly VenueNotice? FinishNotice()
    {
        if (_type.SequenceEqual("heartbeat"u8)) return new VenueNotice(NoticeKind.Heartbeat, "heartbeat:" + Encoding.UTF8.GetString(_product));
        if (_type.SequenceEqual("last_match"u8)) return new VenueNotice(NoticeKind.Status, "matches:" + Encoding.UTF8.GetString(_product), Text: $"last trade {_tradeId}");
        if (_type.SequenceEqual("subscriptions"u8)) return new VenueNotice(NoticeKind.Subscribed);
        if (_type.SequenceEqual("error"u8)) return new VenueNotice(NoticeKind.Rejected, Text: _reason is null ? _message ?? "" : $"{_message}: {_reason}");
        return _type.SequenceEqual("status"u8) ? new VenueNotice(NoticeKind.Status) : null;
    }

    private readonly FrameKind FinishBook(SymbolTable symbols, DateTimeOffset received, FrameContent content, bool isSnapshot)
    {
        if (!_hasBook) throw new FormatException("a book frame without levels");
        if (!isSnapshot && _time is null) throw new FormatException("a change of a book without time");
        var book = content.Book;
        book.Symbol = symbols.Get(_product);
        book.IsSnapshot = isSnapshot;
        book.Header = new BookHeader(Ticks: _time?.UtcTicks ?? 0);
        book.ExchangeTime = _time;
        book.ReceivedTime = received;
        return FrameKind.Book;
    }

    private readonly FrameKind FinishTrade(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        // The side is the maker's.
        var taker = SideOf(_side) == Side.Buy ? Side.Sell : Side.Buy;
        content.Trades.Add(new Trade(symbols.Get(_product), Numbers.Decimal(_price), Numbers.Decimal(_size), taker, TradeId.Of(_tradeId), _time, received));
        return FrameKind.Trades;
    }

    private readonly FrameKind FinishQuote(SymbolTable symbols, DateTimeOffset received, FrameContent content)
    {
        content.Quotes.Add(new Quote(symbols.Get(_product), Amount(_bid), Amount(_bidSize), Amount(_ask), Amount(_askSize), _sequence, _time, received));
        return FrameKind.Quotes;
    }

    // Old frames have no sizes, and a one-sided market has no price.
    private static decimal Amount(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : Numbers.Decimal(text);

    private static Side SideOf(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("buy"u8) ? Side.Buy : text.SequenceEqual("sell"u8) ? Side.Sell : throw new FormatException("a side is buy or sell");

    private static void Changes(ref Utf8JsonReader reader, BookUpdate book)
    {
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartArray);
            reader.Step();
            var side = SideOf(reader.Raw());
            reader.Step();
            var price = reader.Decimal();
            reader.Step();
            (side == Side.Buy ? book.BidList : book.AskList).Add(new BookLevel(price, reader.Decimal()));
            while (reader.NextItem()) reader.Skip();
        }
    }

    private BookUpdate Book(FrameContent content)
    {
        if (_hasBook) return content.Book;
        _hasBook = true;
        return content.BeginBook();
    }
}
