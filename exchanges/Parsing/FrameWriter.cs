using System.Buffers;
using System.Text.Json;

namespace Genesis.Exchanges;

/// <summary>Splits streams into messages by a venue's limits and writes each.</summary>
internal static class FrameWriter
{
    /// <param name="perMessage">Streams in one message.</param>
    /// <param name="bytes">Length of one message.</param>
    /// <param name="write">Writes a message with this request id.</param>
    public static IEnumerable<OutgoingFrame> Write(IEnumerable<StreamKey> streams, int perMessage, int bytes, Func<long> nextRequestId,
        Action<Utf8JsonWriter, IReadOnlyList<StreamKey>, long> write)
    {
        var all = streams.Distinct().ToArray();
        for (var at = 0; at < all.Length;)
        {
            var id = nextRequestId();
            var take = Math.Min(perMessage, all.Length - at);
            var text = Text(all[at..(at + take)], id, write);
            while (text.Length > bytes && take > 1)
            {
                // As many as fit if their names are alike; if they are not, fewer.
                take = Math.Clamp((int)((long)take * bytes / text.Length), 1, take - 1);
                text = Text(all[at..(at + take)], id, write);
            }
            yield return new OutgoingFrame(text, id, [.. all[at..(at + take)]]);
            at += take;
        }
    }

    private static ReadOnlyMemory<byte> Text(StreamKey[] batch, long id, Action<Utf8JsonWriter, IReadOnlyList<StreamKey>, long> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer, batch, id);
        return buffer.WrittenMemory;
    }

    public static void Strings(this Utf8JsonWriter writer, string field, IEnumerable<string> values)
    {
        writer.WriteStartArray(field);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
