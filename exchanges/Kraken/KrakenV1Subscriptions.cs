using System.Text.Json;

namespace Genesis.Exchanges.Kraken;

/// <summary>Writes <c>{"event":"subscribe","pair":["XBT/USD"],"subscription":{"name":"book","depth":100},"reqid":1}</c>.</summary>
internal sealed class KrakenV1Subscriptions(VenueLimits limits) : ISubscriptionWriter
{
    public IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("subscribe", streams, nextRequestId);

    public IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) => Write("unsubscribe", streams, nextRequestId);

    private List<OutgoingFrame> Write(string word, IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        [.. streams.GroupBy(stream => (KrakenStreams.ChannelOf(stream), KrakenStreams.SizeOf(stream))).SelectMany(group =>
            FrameWriter.Write(group, limits.StreamsPerMessage, limits.MessageBytes, nextRequestId,
                (writer, batch, id) => WriteOne(writer, word, group.Key.Item1, group.Key.Item2, batch, id)))];

    private static void WriteOne(Utf8JsonWriter writer, string word, string channel, int size, IReadOnlyList<StreamKey> batch, long id)
    {
        writer.WriteStartObject();
        writer.WriteString("event", word);
        writer.Strings("pair", batch.Select(stream => stream.Symbol.VenueName));
        writer.WriteStartObject("subscription");
        // Version 1's ticker comes with trades only; its spread channel is the best bid and ask.
        writer.WriteString("name", channel == "ticker" ? "spread" : channel);
        if (channel == "book") writer.WriteNumber("depth", size);
        if (channel == "ohlc") writer.WriteNumber("interval", size);
        writer.WriteEndObject();
        writer.WriteNumber("reqid", id);
        writer.WriteEndObject();
    }
}
