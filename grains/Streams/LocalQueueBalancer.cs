using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>Gives every silo all queues: they are its own, and no other silo can read them.</summary>
internal sealed class LocalQueueBalancer(StreamHub hub) : IStreamQueueBalancer
{
    public Task Initialize(IStreamQueueMapper queueMapper) => Task.CompletedTask;

    public Task Shutdown() => Task.CompletedTask;

    public IEnumerable<QueueId> GetMyQueues() => hub.Queues.Select(static queue => queue.Id);

    public bool SubscribeToQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;

    public bool UnSubscribeFromQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;
}
