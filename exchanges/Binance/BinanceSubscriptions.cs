using System.Text.Json;

namespace Genesis.Exchanges.Binance;

/// <summary>Writes <c>{"method":"SUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}</c>.</summary>
internal sealed class BinanceSubscriptions(VenueLimits limits) : ISubscriptionWriter
{
    public IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("SUBSCRIBE", streams, nextRequestId);

    public IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("UNSUBSCRIBE", streams, nextRequestId);

    private List<OutgoingFrame> Write(string method, IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        [.. FrameWriter.Write(streams, limits.StreamsPerMessage, limits.MessageBytes, nextRequestId, (writer, batch, id) => WriteOne(writer, method, batch, id))];

    private static void WriteOne(Utf8JsonWriter writer, string method, IReadOnlyList<StreamKey> batch, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("method", method);
        writer.Strings("params", batch.Select(stream => stream.Name));
        writer.WriteNumber("id", id);
        writer.WriteEndObject();
    }
}
