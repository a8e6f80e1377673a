[assembly: AssemblyFixture(typeof(Genesis.Tests.Conformance.Streams.StreamEngine))]

namespace Genesis.Tests.Conformance.Streams;

/// <summary>One engine with a stream provider for all tests of streams that need nothing else.</summary>
public sealed class StreamEngine : EngineFixture
{
    public const string Provider = "events";

    /// <summary>How long a delivery is tried again. The first pause is a second or two.</summary>
    public static readonly TimeSpan DeliveryTime = TimeSpan.FromSeconds(2);

    /// <summary>The settings of all engines with streams: subscriptions in a store that outlives silos.</summary>
    public static void AddTo(ISiloBuilder silo, DurableStores stores)
    {
        stores.AddStorage(silo, "PubSubStore");
        silo.AddStreamFilter<EvenFilter>("filtered");
        foreach (var name in (string[])[Provider, "filtered"])
            silo.AddMemoryStreams(name, streams => streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            {
                options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20);
                options.MaxEventDeliveryTime = DeliveryTime;
            })));
    }

    public override void Configure(ISiloBuilder silo, DurableStores stores) => AddTo(silo, stores);
}
