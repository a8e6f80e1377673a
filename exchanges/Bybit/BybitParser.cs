using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>Reads frames of Bybit's public WebSocket version 5, spot and linear.</summary>
internal sealed class BybitParser(string venue, SymbolTable symbols) : FrameParser(venue)
{
    private readonly BybitQuotes _quotes = new();

    protected override FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content)
    {
        var reader = new Utf8JsonReader(frame);
        reader.Step();
        reader.Expect(JsonTokenType.StartObject);
        ReadOnlySpan<byte> topic = default, type = default;
        var answer = new BybitAnswer();
        Utf8JsonReader data = default;
        var hasData = false;
        long time = 0, engineTime = 0;
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("topic"u8)) topic = reader.Raw();
            else if (name.SequenceEqual("type"u8)) type = reader.Raw();
            else if (name.SequenceEqual("ts"u8)) time = reader.Integer();
            else if (name.SequenceEqual("cts"u8)) engineTime = reader.Integer();
            else if (name.SequenceEqual("data"u8))
            {
                // The matching engine's time stands behind the data: read once everything about it is known.
                data = reader;
                hasData = true;
                reader.Skip();
            }
            else answer.Take(name, ref reader);
        }
        reader.End();
        if (topic.IsEmpty) return Notice(content, answer.Make() ?? throw new FormatException("a frame without topic or operation"));
        if (!hasData) throw new FormatException("a topic without data");
        var channel = new BybitTopic(topic);
        if (channel.Kind == FrameKind.Unknown) return FrameKind.Unknown;
        return ReadData(ref data, channel, type, engineTime > 0 ? engineTime : time, received, content);
    }

    private FrameKind ReadData(ref Utf8JsonReader reader, BybitTopic topic, ReadOnlySpan<byte> type, long time, DateTimeOffset received, FrameContent content)
    {
        var symbol = symbols.Get(topic.Symbol);
        if (topic.Kind == FrameKind.Book)
        {
            BybitBook.Read(ref reader, content.BeginBook(), symbol, type, Numbers.UnixTime(time), received);
            if (!topic.IsTopOfBook) return FrameKind.Book;
            content.DropBook();
            content.Quotes.Add(_quotes.Next(content.Book));
            return FrameKind.Quotes;
        }
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartObject);
            if (topic.Kind == FrameKind.Trades) content.Trades.Add(BybitTrade.Read(ref reader, symbol, received));
            else content.Candles.Add(BybitCandle.Read(ref reader, symbol, received));
        }
        return topic.Kind;
    }
}
