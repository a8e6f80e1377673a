using System.Globalization;
using System.Text.Json;

namespace Genesis.Exchanges.Okx;

/// <summary>Writes <c>{"id":"1","op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"}]}</c>.</summary>
internal sealed class OkxSubscriptions(VenueLimits limits) : ISubscriptionWriter
{
    public IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("subscribe", streams, nextRequestId);

    public IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("unsubscribe", streams, nextRequestId);

    private List<OutgoingFrame> Write(string word, IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        [.. FrameWriter.Write(streams, limits.StreamsPerMessage, limits.MessageBytes, nextRequestId, (writer, batch, id) => WriteOne(writer, word, batch, id))];

    private static void WriteOne(Utf8JsonWriter writer, string word, IReadOnlyList<StreamKey> batch, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("op", word);
        writer.WriteStartArray("args");
        foreach (var stream in batch)
        {
            writer.WriteStartObject();
            writer.WriteString("channel", OkxStreams.ChannelOf(stream));
            writer.WriteString("instId", stream.Symbol.VenueName);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
