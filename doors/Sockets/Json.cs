using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Genesis.Doors.Sockets;

/// <summary>Writes the door's own JSON.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text with its quotation marks.</summary>
    public static byte[] Text(string text) => [.. "\""u8, .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\""u8];

    /// <summary>A frame with an object that is written by the caller.</summary>
    public static byte[] Frame<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer, state);
            writer.WriteEndObject();
        }
        return Wire.Text(buffer.WrittenSpan);
    }
}
