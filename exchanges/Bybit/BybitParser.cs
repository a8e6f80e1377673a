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
        bool hasData = false, isRead = false;
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
                data = reader;
                hasData = true;
                // The names come first on the wire; where they do not, the data is read once they are known.
                isRead = !topic.IsEmpty && !type.IsEmpty;
                if (isRead) ReadData(ref reader, new BybitTopic(topic), type, received, content);
                else reader.Skip();
            }
            else answer.Take(name, ref reader);
        }
        reader.End();
        if (topic.IsEmpty) return Notice(content, answer.Make() ?? throw new FormatException("a frame without topic or operation"));
        if (!hasData) throw new FormatException("a topic without data");
        if (!isRead) ReadData(ref data, new BybitTopic(topic), type, received, content);
        return Finish(new BybitTopic(topic), engineTime > 0 ? engineTime : time, content);
    }

    // The matching engine's time stands behind the data.
    private FrameKind Finish(BybitTopic topic, long time, FrameContent content)
    {
        if (topic.Kind != FrameKind.Book) return topic.Kind;
        var book = content.Book;
        book.ExchangeTime = Numbers.UnixTime(time);
        book.Header = book.Header with { Ticks = book.ExchangeTime.Value.UtcTicks };
        if (!topic.IsTopOfBook) return FrameKind.Book;
        content.DropBook();
        content.Quotes.Add(_quotes.Next(book));
        return FrameKind.Quotes;
    }

    private void ReadData(ref Utf8JsonReader reader, BybitTopic topic, ReadOnlySpan<byte> type, DateTimeOffset received, FrameContent content)
    {
        if (topic.Kind == FrameKind.Unknown)
        {
            reader.Skip();
            return;
        }
        var symbol = symbols.Get(topic.Symbol);
        if (topic.Kind == FrameKind.Book)
        {
            BybitBook.Read(ref reader, content.BeginBook(), symbol, type, received);
            return;
        }
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            reader.Expect(JsonTokenType.StartObject);
            if (topic.Kind == FrameKind.Trades) content.Trades.Add(BybitTrade.Read(ref reader, symbol, received));
            else content.Candles.Add(BybitCandle.Read(ref reader, symbol, received));
        }
    }
}
