using System.Text.Json;

namespace Genesis.Exchanges.Coinbase;

/// <summary>Reads frames of Coinbase Exchange.</summary>
internal sealed class CoinbaseParser(SymbolTable symbols) : FrameParser("coinbase")
{
    protected override FrameKind Read(ReadOnlySpan<byte> frame, DateTimeOffset received, FrameContent content)
    {
        var reader = new Utf8JsonReader(frame);
        reader.Step();
        reader.Expect(JsonTokenType.StartObject);
        var fields = new CoinbaseFields();
        while (reader.NextField())
        {
            var name = reader.ValueSpan;
            reader.Step();
            fields.Take(name, ref reader, content);
        }
        reader.End();
        return fields.Finish(symbols, received, content);
    }
}
