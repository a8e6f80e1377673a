using Orleans.Streams;

namespace Orleans.Configuration;

/// <summary>Subscriptions of a stream provider.</summary>
public class StreamPubSubOptions
{
    /// <summary>The default of <see cref="PubSubType"/>.</summary>
    public const StreamPubSubType DEFAULT_STREAM_PUBSUB_TYPE = StreamPubSubType.ExplicitGrainBasedAndImplicit;

    /// <summary>Which kinds of subscription it serves.</summary>
    public StreamPubSubType PubSubType { get; set; } = DEFAULT_STREAM_PUBSUB_TYPE;
}
