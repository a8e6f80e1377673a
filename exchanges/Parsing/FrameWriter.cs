using System.Buffers;
using System.Text.Json;

namespace Genesis.Exchanges;

/// <summary>Splits streams into messages by a venue's limits and writes each.</summary>
internal static class FrameWriter
{
    // Every name costs its length, quotes, a comma and what the venue writes around it.
    private const int Overhead = 64;

    /// <param name="perMessage">Streams in one message.</param>
    /// <param name="bytes">Length of one message.</param>
    /// <param name="write">Writes a message with this request id.</param>
    public static IEnumerable<OutgoingFrame> Write(IEnumerable<StreamKey> streams, int perMessage, int bytes, Func<long> nextRequestId,
        Action<Utf8JsonWriter, IReadOnlyList<StreamKey>, long> write)
    {
        foreach (var batch in Split(streams, perMessage, bytes))
        {
            var id = nextRequestId();
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
                write(writer, batch, id);
            yield return new OutgoingFrame(buffer.WrittenMemory, id, [.. batch]);
        }
    }

    public static void Strings(this Utf8JsonWriter writer, string field, IEnumerable<string> values)
    {
        writer.WriteStartArray(field);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static IEnumerable<IReadOnlyList<StreamKey>> Split(IEnumerable<StreamKey> streams, int perMessage, int bytes)
    {
        var batch = new List<StreamKey>();
        var length = Overhead * 2;
        foreach (var stream in streams.Distinct())
        {
            var cost = stream.Name.Length + Overhead;
            if (batch.Count == perMessage || (batch.Count > 0 && length + cost > bytes))
            {
                yield return batch;
                batch = [];
                length = Overhead * 2;
            }
            batch.Add(stream);
            length += cost;
        }
        if (batch.Count > 0) yield return batch;
    }
}
