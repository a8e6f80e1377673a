using Orleans.Configuration;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Settings of stream providers.</summary>
public static class PersistentStreamConfiguratorExtensions
{
    /// <summary>Chooses which subscriptions there may be.</summary>
    public static void ConfigureStreamPubSub(
        this IPersistentStreamConfigurator configurator, StreamPubSubType pubsubType = StreamPubSubOptions.DEFAULT_STREAM_PUBSUB_TYPE) =>
        configurator.Configure<StreamPubSubOptions>(builder => builder.Configure(options => options.PubSubType = pubsubType));
}
