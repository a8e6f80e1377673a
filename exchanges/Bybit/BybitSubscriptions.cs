using System.Globalization;
using System.Text.Json;

namespace Genesis.Exchanges.Bybit;

/// <summary>Writes <c>{"op":"subscribe","args":["orderbook.50.BTCUSDT"],"req_id":"1"}</c>.</summary>
internal sealed class BybitSubscriptions(VenueLimits limits) : ISubscriptionWriter
{
    public IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("subscribe", streams, nextRequestId);

    public IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("unsubscribe", streams, nextRequestId);

    private List<OutgoingFrame> Write(string word, IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        [.. FrameWriter.Write(streams, limits.StreamsPerMessage, limits.MessageBytes, nextRequestId, (writer, batch, id) => WriteOne(writer, word, batch, id))];

    private static void WriteOne(Utf8JsonWriter writer, string word, IReadOnlyList<StreamKey> batch, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("op", word);
        writer.Strings("args", batch.Select(stream => stream.Name));
        writer.WriteString("req_id", id.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
