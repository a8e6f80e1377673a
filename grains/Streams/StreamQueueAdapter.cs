using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>The adapter of a silo: producers append to the streams of their own silo.</summary>
internal sealed class StreamQueueAdapter(StreamHub hub) : IQueueAdapter
{
    public string Name => hub.Name;

    /// <summary>False: every silo has queues of its own, so a token cannot say where all of them were.</summary>
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        hub.Produce(streamId, events);

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new StreamQueueReceiver(hub.Queues[(int)queueId.GetNumericId()]);
}
