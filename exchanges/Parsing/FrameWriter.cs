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
        foreach (var batch in streams.Distinct().Chunk(perMessage))
            foreach (var frame in Write(batch, bytes, nextRequestId, write))
                yield return frame;
    }

    // What turns out to be too long is written in two halves.
    private static IEnumerable<OutgoingFrame> Write(StreamKey[] batch, int bytes, Func<long> nextRequestId, Action<Utf8JsonWriter, IReadOnlyList<StreamKey>, long> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var id = nextRequestId();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer, batch, id);
        if (buffer.WrittenCount <= bytes || batch.Length == 1) return [new OutgoingFrame(buffer.WrittenMemory, id, [.. batch])];
        var half = batch.Length / 2;
        return Write(batch[..half], bytes, nextRequestId, write).Concat(Write(batch[half..], bytes, nextRequestId, write));
    }

    public static void Strings(this Utf8JsonWriter writer, string field, IEnumerable<string> values)
    {
        writer.WriteStartArray(field);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
