using System.Collections.Concurrent;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>
/// The adapter of a client: it sends through <see cref="IStreamProducerGrain"/>, and consumers are called by the agents of the silos.
/// </summary>
internal sealed class ClientStreamAdapter(string name, IGrainFactory grains, EventPacker packer) : IQueueAdapter
{
    private readonly ConcurrentDictionary<StreamId, ClientStreamSender> _senders = new();

    public string Name => name;

    /// <summary>False: every silo has queues of its own, so a token cannot say where all of them were.</summary>
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        var (entry, count) = packer.Pack(events);
        if (count == 0) return Task.CompletedTask;
        while (true)
            if (_senders.GetOrAdd(streamId, static (id, adapter) => adapter.CreateSender(id), this).Send(entry, count) is { } sent)
                return sent;
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) =>
        throw new NotSupportedException("A client has no queues: silos deliver to its consumers.");

    private ClientStreamSender CreateSender(StreamId streamId)
    {
        var grain = grains.GetGrain<IStreamProducerGrain>($"{name}/{streamId}");
        return new ClientStreamSender(name, streamId, grain, sender => _senders.TryRemove(KeyValuePair.Create(sender.StreamId, sender)));
    }
}
