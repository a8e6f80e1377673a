using System.Text.Json;

namespace Genesis.Exchanges.Coinbase;

/// <summary>
/// Writes <c>{"type":"subscribe","channels":[{"name":"level2_batch","product_ids":["BTC-USD"]}]}</c>. Each subscription asks for the
/// heartbeat of one of its products, once a second: a quiet feed then still shows life.
/// </summary>
internal sealed class CoinbaseSubscriptions(VenueLimits limits) : ISubscriptionWriter
{
    public IReadOnlyList<OutgoingFrame> Subscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        Write(streams, (writer, batch, _) => WriteOne(writer, "subscribe", batch, batch[0].Symbol.VenueName));

    public IReadOnlyList<OutgoingFrame> Unsubscribe(IReadOnlyList<StreamKey> streams, Func<long> nextRequestId) =>
        Write(streams, (writer, batch, _) => WriteOne(writer, "unsubscribe", batch, null));

    // The venue echoes no request id.
    private List<OutgoingFrame> Write(IReadOnlyList<StreamKey> streams, Action<Utf8JsonWriter, IReadOnlyList<StreamKey>, long> write) =>
        [.. FrameWriter.Write(streams, limits.StreamsPerMessage, limits.MessageBytes, () => 0, write)];

    private static void WriteOne(Utf8JsonWriter writer, string type, IReadOnlyList<StreamKey> batch, string? heartbeat)
    {
        writer.WriteStartObject();
        writer.WriteString("type", type);
        writer.WriteStartArray("channels");
        foreach (var channel in batch.GroupBy(stream => stream.Name[..stream.Name.IndexOf(':', StringComparison.Ordinal)]))
            WriteChannel(writer, channel.Key, channel.Select(stream => stream.Symbol.VenueName));
        if (heartbeat is not null) WriteChannel(writer, "heartbeat", [heartbeat]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteChannel(Utf8JsonWriter writer, string name, IEnumerable<string> products)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.Strings("product_ids", products);
        writer.WriteEndObject();
    }
}
