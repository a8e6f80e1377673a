using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>Writes <c>{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":100},"req_id":1}</c>, one message for each channel and depth.</summary>
internal sealed class KrakenSubscriptions(VenueLimits limits) : ISubscriptionWriter
{
    public IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("subscribe", streams, nextRequestId);

    public IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("unsubscribe", streams, nextRequestId);

    private List<OutgoingFrame> Write(string method, IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        [.. streams.GroupBy(stream => (KrakenStreams.ChannelOf(stream), KrakenStreams.SizeOf(stream))).SelectMany(group =>
            FrameWriter.Write(group, limits.StreamsPerMessage, limits.MessageBytes, nextRequestId,
                (writer, batch, id) => WriteOne(writer, method, group.Key.Item1, group.Key.Item2, batch, id)))];

    private static void WriteOne(Utf8JsonWriter writer, string method, string channel, int size, IReadOnlyList<StreamKey> batch, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("method", method);
        writer.WriteStartObject("params");
        writer.WriteString("channel", channel);
        writer.Strings("symbol", batch.Select(stream => stream.Symbol.VenueName));
        if (channel == "book") writer.WriteNumber("depth", size);
        if (channel == "ohlc") writer.WriteNumber("interval", size);
        if (channel == "ticker") writer.WriteString("event_trigger", "bbo");
        // Trades of before the subscription would be told twice after a reconnect.
        if (channel == "trade" && method == "subscribe") writer.WriteBoolean("snapshot", false);
        writer.WriteEndObject();
        writer.WriteNumber("req_id", id);
        writer.WriteEndObject();
    }
}
