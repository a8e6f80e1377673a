using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>Reads frames of Kraken's WebSocket version 2.</summary>
internal sealed class KrakenParser(SymbolTable symbols) : FrameParser("kraken")
{
    protected override FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content)
    {
        var reader = new Utf8JsonReader(frame);
        reader.Step();
        reader.Expect(JsonTokenType.StartObject);
        ReadOnlySpan<byte> channel = default, type = default;
        var answer = new KrakenAnswer();
        Utf8JsonReader data = default;
        var hasData = false;
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("channel"u8)) channel = reader.Raw();
            else if (name.SequenceEqual("type"u8)) type = reader.Raw();
            else if (name.SequenceEqual("data"u8) && !channel.IsEmpty && !type.IsEmpty) ReadData(ref reader, channel, type, received, content);
            else if (name.SequenceEqual("data"u8))
            {
                // The names come first on the wire; where they do not, the data is read once they are known.
                data = reader;
                hasData = true;
                reader.Skip();
            }
            else answer.Take(name, ref reader);
        }
        reader.End();
        if (hasData && !channel.IsEmpty) ReadData(ref data, channel, type, received, content);
        return KindOf(channel, content, answer);
    }

    private void ReadData(ref Utf8JsonReader reader, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> type, DateTimeOffset received, FrameContent content)
    {
        if (KrakenItem.IsOther(channel))
        {
            reader.Skip();
            return;
        }
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartObject);
            var item = new KrakenItem();
            while (reader.NextField())
            {
                var name = reader.ValueSpan;
                reader.Step();
                item.Take(name, ref reader, content);
            }
            item.Finish(channel, type, symbols, received, content);
        }
    }

    private static FrameKind KindOf(ReadOnlySpan<byte> channel, FrameContent content, KrakenAnswer answer)
    {
        if (channel.SequenceEqual("book"u8)) return FrameKind.Book;
        if (channel.SequenceEqual("trade"u8)) return FrameKind.Trades;
        if (channel.SequenceEqual("ticker"u8)) return FrameKind.Quotes;
        if (channel.SequenceEqual("ohlc"u8)) return FrameKind.Candles;
        if (channel.SequenceEqual("heartbeat"u8)) return Notice(content, new VenueNotice(NoticeKind.Heartbeat));
        if (channel.SequenceEqual("status"u8)) return Notice(content, new VenueNotice(NoticeKind.Status));
        if (!channel.IsEmpty) return FrameKind.Unknown;
        return answer.Make() is { } notice ? Notice(content, notice) : throw new FormatException("a frame without channel or method");
    }
}
