using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>Reads frames of OKX's WebSocket version 5.</summary>
internal sealed class OkxParser(SymbolTable symbols) : FrameParser("okx")
{
    protected override FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content)
    {
        // The answer to the text "ping" is the text "pong": no JSON.
        if (frame.SequenceEqual("pong"u8)) return Notice(content, new VenueNotice(NoticeKind.Pong));
        var reader = new Utf8JsonReader(frame);
        reader.Step();
        reader.Expect(JsonTokenType.StartObject);
        ReadOnlySpan<byte> channel = default, instrument = default, action = default;
        var answer = new OkxAnswer();
        Utf8JsonReader data = default;
        bool hasData = false, isRead = false;
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("arg"u8)) ReadArgument(ref reader, ref channel, ref instrument);
            else if (name.SequenceEqual("action"u8)) action = reader.Raw();
            else if (name.SequenceEqual("data"u8))
            {
                data = reader;
                hasData = true;
                // A book's action stands before its data; where it does not, the data waits for it.
                isRead = !channel.IsEmpty && !(action.IsEmpty && OkxItem.IsBook(channel));
                if (isRead) ReadData(ref reader, channel, instrument, action, received, content);
                else reader.Skip();
            }
            else answer.Take(name, ref reader);
        }
        reader.End();
        if (answer.Make(channel, instrument) is { } notice) return Notice(content, notice);
        if (channel.IsEmpty || !hasData) throw new FormatException("a frame without channel, data or event");
        if (!isRead) ReadData(ref data, channel, instrument, action, received, content);
        return OkxItem.KindOf(channel);
    }

    private static void ReadArgument(ref Utf8JsonReader reader, ref ReadOnlySpan<byte> channel, ref ReadOnlySpan<byte> instrument)
    {
        reader.Expect(JsonTokenType.StartObject);
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.SequenceEqual("channel"u8)) channel = reader.Raw();
            else if (name.SequenceEqual("instId"u8)) instrument = reader.Raw();
            else reader.Skip();
        }
    }

    private void ReadData(ref Utf8JsonReader reader, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> instrument, ReadOnlySpan<byte> action,
        DateTimeOffset received, FrameContent content)
    {
        var kind = OkxItem.KindOf(channel);
        if (kind == FrameKind.Unknown)
        {
            reader.Skip();
            return;
        }
        var symbol = symbols.Get(instrument);
        reader.Expect(JsonTokenType.StartArray);
        while (reader.NextItem())
        {
            if (kind == FrameKind.Candles)
            {
                OkxCandle.Read(ref reader, channel, symbol, received, content);
                continue;
            }
            reader.Expect(JsonTokenType.StartObject);
            var item = new OkxItem();
            while (reader.NextField())
            {
                var name = reader.ValueSpan;
                reader.Step();
                item.Take(name, ref reader, content);
            }
            item.Finish(channel, action, symbol, received, content);
        }
    }
}
