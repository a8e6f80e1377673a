namespace Genesis.Streams;

/// <summary>Tells producers of this silo if their events have takers. A keyed service; the key is the name of the provider.</summary>
public interface IStreamConsumerLookup
{
    /// <summary>
    /// Returns false when nobody has subscribed to the stream, so that an event would be dropped at once. Returns true when somebody has,
    /// or when this silo
    /// has not looked yet. The answer changes to true before the subscriber's <c>SubscribeAsync</c> returns.
    /// </summary>
    bool HasConsumers(StreamId streamId);
}
