using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>Reads frames of Kraken's WebSocket version 1: <c>[channelID, data, "book-1000", "XBT/USD"]</c>, or an object with an event.</summary>
internal sealed class KrakenV1Parser(SymbolTable symbols) : FrameParser("kraken-v1")
{
    protected override FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content)
    {
        var reader = new Utf8JsonReader(frame);
        reader.Step();
        if (reader.TokenType == JsonTokenType.StartObject) return ReadEvent(ref reader, content);
        reader.Expect(JsonTokenType.StartArray);
        // What the data is stands behind it.
        var rest = frame.TrimEnd(" \r\n\t]"u8);
        var pair = LastString(ref rest);
        var channel = LastString(ref rest);
        var kind = KindOf(channel);
        var symbol = symbols.Get(pair);
        reader.Step();
        var ticks = 0L;
        var isBook = kind == FrameKind.Book;
        var book = isBook ? content.BeginBook() : content.Book;
        while (reader.NextItem())
        {
            if (reader.TokenType == JsonTokenType.String) continue;
            if (isBook) KrakenV1Book.Read(ref reader, book, ref ticks);
            else if (kind == FrameKind.Trades) ReadTrades(ref reader, symbol, received, content);
            else if (kind == FrameKind.Quotes) ReadSpread(ref reader, symbol, received, content);
            else reader.Skip();
        }
        reader.End();
        if (!isBook) return kind;
        book.Symbol = symbol;
        book.ReceivedTime = received;
        book.Header = book.Header with { Ticks = ticks };
        book.ExchangeTime = ticks > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        return kind;
    }

    private static FrameKind KindOf(ReadOnlySpan<byte> channel) =>
        channel.StartsWith("book-"u8) ? FrameKind.Book
        : channel.SequenceEqual("trade"u8) ? FrameKind.Trades
        : channel.SequenceEqual("spread"u8) ? FrameKind.Quotes
        : FrameKind.Unknown;

    private static ReadOnlySpan<byte> LastString(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[^1] != '"') throw new FormatException("the frame does not end with channel and pair");
        var start = rest[..^1].LastIndexOf((byte)'"');
        if (start < 0) throw new FormatException("the frame does not end with channel and pair");
        var text = rest[(start + 1)..^1];
        rest = rest[..start].TrimEnd(" ,\r\n\t"u8);
        return text;
    }

    // price, volume, time, side, order type, other
    private static void ReadTrades(ref Utf8JsonReader reader, Symbol symbol, DateTimeOffset received, FrameContent content)
    {
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartArray);
            reader.Step();
            var price = reader.Decimal();
            reader.Step();
            var size = reader.Decimal();
            reader.Step();
            var time = Numbers.UnixSeconds(reader.Raw());
            reader.Step();
            var taker = reader.Raw().SequenceEqual("s"u8) ? Side.Sell : Side.Buy;
            while (reader.NextItem()) reader.Skip();
            content.Trades.Add(new Trade(symbol, price, size, taker, default, time, received));
        }
    }

    // bid, ask, time, bid volume, ask volume
    private static void ReadSpread(ref Utf8JsonReader reader, Symbol symbol, DateTimeOffset received, FrameContent content)
    {
        reader.Expect(JsonTokenType.StartArray);
        reader.Step();
        var bid = reader.Decimal();
        reader.Step();
        var ask = reader.Decimal();
        reader.Step();
        var time = Numbers.UnixSeconds(reader.Raw());
        reader.Step();
        var bidSize = reader.Decimal();
        reader.Step();
        content.Quotes.Add(new Quote(symbol, bid, bidSize, ask, reader.Decimal(), 0, time, received));
        while (reader.NextItem()) reader.Skip();
    }

    private static FrameKind ReadEvent(ref Utf8JsonReader reader, FrameContent content)
    {
        string what = "", status = "", channel = "", pair = "", error = "";
        long request = 0;
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("event"u8)) what = reader.Text();
            else if (name.SequenceEqual("status"u8)) status = reader.Text();
            else if (name.SequenceEqual("channelName"u8)) channel = reader.Text();
            else if (name.SequenceEqual("pair"u8)) pair = reader.Text();
            else if (name.SequenceEqual("errorMessage"u8)) error = reader.Text();
            else if (name.SequenceEqual("reqid"u8)) request = reader.Integer();
            else reader.Skip();
        }
        reader.End();
        var stream = channel.Length == 0 ? null : $"{channel}:{pair}";
        return what switch
        {
            "heartbeat" => Notice(content, new VenueNotice(NoticeKind.Heartbeat)),
            "pong" => Notice(content, new VenueNotice(NoticeKind.Pong, null, request)),
            "systemStatus" => Notice(content, new VenueNotice(NoticeKind.Status, Text: status)),
            "subscriptionStatus" when status == "subscribed" => Notice(content, new VenueNotice(NoticeKind.Subscribed, stream, request)),
            "subscriptionStatus" when status == "unsubscribed" => Notice(content, new VenueNotice(NoticeKind.Unsubscribed, stream, request)),
            "subscriptionStatus" => Notice(content, new VenueNotice(NoticeKind.Rejected, stream, request, error)),
            "error" => Notice(content, new VenueNotice(NoticeKind.Error, null, request, error)),
            "" => throw new FormatException("an object without event"),
            _ => FrameKind.Unknown,
        };
    }
}
