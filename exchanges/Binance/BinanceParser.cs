using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>Reads frames of Binance spot and USD-M futures, raw (<c>/ws</c>) and combined (<c>/stream</c>).</summary>
internal sealed class BinanceParser(string venue, SymbolTable symbols) : FrameParser(venue)
{
    protected override FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content)
    {
        var reader = new Utf8JsonReader(frame);
        reader.Step();
        reader.Expect(JsonTokenType.StartObject);
        var kind = ReadObject(ref reader, received, content);
        reader.End();
        return kind;
    }

    // One pass over the fields, whatever their order; what they make together is decided at the end.
    private FrameKind ReadObject(ref Utf8JsonReader reader, DateTimeOffset received, FrameContent content)
    {
        var fields = new BinanceFields();
        FrameKind? wrapped = null;
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            if (name.Length == 1) fields.Take(name[0], ref reader, content);
            else if (name.SequenceEqual("data"u8) && reader.TokenType == JsonTokenType.StartObject) wrapped = ReadObject(ref reader, received, content);
            else if (name.SequenceEqual("pu"u8)) fields.Previous = reader.Integer();
            else fields.TakeControl(name, ref reader);
        }
        return wrapped ?? fields.Finish(symbols, received, content);
    }
}
