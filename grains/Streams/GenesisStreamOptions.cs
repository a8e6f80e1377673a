using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>The options of one stream provider.</summary>
public sealed class GenesisStreamOptions
{
    /// <summary>
    /// Queues of each silo, 1 to 4096. A stream gets a queue of its own as long as there are enough. Streams that share a queue wait for
    /// each other
    /// while one of them finds its consumers for the first time.
    /// </summary>
    public int QueueCount { get; set; } = 64;

    /// <summary>Events that may wait in one stream of a silo before producers have to wait, 1 to 1,000,000.</summary>
    public int RoomPerStream { get; set; } = 512;

    /// <summary>
    /// Events that may wait in one stream of a silo at all; more are rejected. Only producers that do not await their sends come so far.
    /// </summary>
    public int MaxQueuedPerStream { get; set; } = 65_536;

    /// <summary>
    /// Events given to a consumer in one call, 1 to 10,000. A group made by one <c>OnNextBatchAsync</c> stays whole even if it is larger.
    /// </summary>
    public int DeliveryBatchSize { get; set; } = 256;

    /// <summary>How long a delivery that fails is tried again, 100 ms to 10 minutes.</summary>
    public TimeSpan MaxDeliveryTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping silo waits until accepted events are delivered, up to 10 minutes.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its last event a stream is forgotten and its consumers are looked up anew, 1 second to 1 day.</summary>
    public TimeSpan StreamInactivityPeriod { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How often an event of a stream without consumers is passed on to look for some,
    /// 100 ms up to half of <see cref="StreamInactivityPeriod"/>.
    /// New consumers are found without this; it is for the case that the signal of a subscription was missed.
    /// </summary>
    public TimeSpan ConsumerLookupPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The kinds of subscription. Explicit ones need a grain storage named <c>PubSubStore</c> or as the provider.</summary>
    public StreamPubSubType PubSubType { get; set; } = StreamPubSubType.ExplicitGrainBasedAndImplicit;
}
