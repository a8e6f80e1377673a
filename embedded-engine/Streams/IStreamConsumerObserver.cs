using Orleans;

namespace Genesis.Embedded.Streams;

/// <summary>
/// A consumer that is not a grain: one per subscription, made an observer so that calls reach it in this process or another. Each
/// subscription has its own, so that a slow one delays no other.
/// </summary>
[Alias("genesis.stream.consumer")]
internal interface IStreamConsumerObserver : IGrainObserver
{
    /// <summary>Hands over events in order, oldest first.</summary>
    [Alias("deliver")]
    Task<DeliveryReport> Deliver(StreamEvent[] events);

    /// <summary>Tells of events that could not be delivered.</summary>
    [Alias("fail")]
    Task Fail(Exception error);
}
