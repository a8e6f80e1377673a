using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>
/// The hub of one stream, as a grain with the key <see cref="StreamKey.ToGrainKey"/>. Consumers in this process and in others subscribe
/// through it alike; producers in other processes publish through it, those in this one go straight to the <see cref="StreamHub"/> behind it.
/// </summary>
[Alias("genesis.stream.hub")]
internal interface IStreamHub : IGrainWithStringKey
{
    /// <summary>Queues an event. Completes when it is queued, which takes until there is room for it.</summary>
    [AlwaysInterleave, Alias("publish")]
    Task Publish(StreamEvent published);

    /// <summary>Adds a subscription; one that is there already stays. With a token, delivery starts at that place if it is still in memory.</summary>
    [Alias("subscribe")]
    Task Subscribe(SubscriptionRecord subscription, long? from);

    /// <summary>Moves a subscription back to a place in the stream, if it is still in memory.</summary>
    [Alias("rewind")]
    Task Rewind(Guid subscriptionId, long from);

    /// <summary>Removes a subscription, if it is there.</summary>
    [Alias("unsubscribe")]
    Task Unsubscribe(Guid subscriptionId);

    /// <summary>The explicit subscriptions of one consumer, or of all for the default; without faulted ones.</summary>
    [AlwaysInterleave, Alias("list")]
    Task<SubscriptionRecord[]> List(GrainId consumer);
}
