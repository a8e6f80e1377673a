namespace Genesis.Streams;

/// <summary>
/// The events that a client sends to one stream. One call of the producer grain is on its way at a time and takes everything that waits,
/// so the order holds also for sends that are not awaited.
/// </summary>
internal sealed class ClientStreamSender(string provider, StreamId streamId, IStreamProducerGrain grain, Action<ClientStreamSender> ended)
{
    /// <summary>How many events of one stream may wait in a client.</summary>
    public const int MaxQueued = 65_536;

    private readonly Lock _lock = new();
    private List<object?> _entries = [];
    private TaskCompletionSource _sent = NewSignal();
    private int _events;
    private bool _sending;
    private bool _ended;

    public StreamId StreamId { get; } = streamId;

    /// <summary>Queues an entry. Returns null when this sender has ended: the caller takes a new one.</summary>
    public Task? Send(object? entry, int count)
    {
        Task sent;
        lock (_lock)
        {
            if (_ended) return null;
            if (_events >= MaxQueued) throw new StreamFullException(StreamId, MaxQueued);
            _entries.Add(entry);
            _events += count;
            sent = _sent.Task;
            if (_sending) return sent;
            _sending = true;
        }
        _ = Task.Run(SendAll);
        return sent;
    }

    private async Task SendAll()
    {
        while (Take() is var (entries, sent))
        {
            try
            {
                await grain.Produce(provider, StreamId, entries);
                sent.SetResult();
            }
            catch (Exception failure)
            {
                sent.SetException(failure);
                // Not every producer awaits its sends.
                _ = sent.Task.Exception;
            }
        }
        ended(this);
    }

    private (object?[] Entries, TaskCompletionSource Sent)? Take()
    {
        lock (_lock)
        {
            if (_entries.Count == 0)
            {
                _ended = true;
                return null;
            }
            var batch = (_entries.ToArray(), _sent);
            (_entries, _sent, _events) = ([], NewSignal(), 0);
            return batch;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
