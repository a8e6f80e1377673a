using System.Collections.Concurrent;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>The streams and queues of one provider in one silo.</summary>
internal sealed class StreamHub : IStreamConsumerLookup, IDisposable
{
    private readonly ConcurrentDictionary<StreamId, EventStream> _streams = new();
    private readonly Lock _assigning = new();
    private readonly StreamHubServices _services;
    private readonly OpenCount _undelivered = new();
    private readonly SubscriptionWatch _watch;
    private readonly ITimer _sweeper;
    private readonly int _sweepsUntilRetired;

    public StreamHub(string name, StreamHubServices services)
    {
        (Name, _services) = (name, services);
        Options = services.Options;
        // A filter decides about a delivery as a whole: with one, every entry is delivered alone.
        DeliveryBatchSize = services.HasFilter ? 1 : Options.DeliveryBatchSize;
        Metrics = new StreamMetrics(name, () => Undelivered, () => _streams.Count, services.Meters);
        Queues = [.. Enumerable.Range(0, Options.QueueCount).Select(number =>
            new StreamQueue(QueueId.GetQueueId(name, (uint)number, HashOf(number, Options.QueueCount)), this))];
        _sweepsUntilRetired = (int)Math.Ceiling(2 * (Options.StreamInactivityPeriod / Options.ConsumerLookupPeriod));
        _watch = new SubscriptionWatch(this, services.Silo);
        var period = Options.ConsumerLookupPeriod;
        _sweeper = services.Time.CreateTimer(static hub => ((StreamHub)hub!).Sweep(), this, period, period);
    }

    public string Name { get; }

    public GenesisStreamOptions Options { get; }

    public int DeliveryBatchSize { get; }

    public StreamMetrics Metrics { get; }

    public IReadOnlyList<StreamQueue> Queues { get; }

    /// <summary>The number of accepted events that some consumer has not had yet.</summary>
    public long Undelivered => _undelivered.Value;

    public bool HasConsumers(StreamId streamId) => !_streams.TryGetValue(streamId, out var stream) || !stream.IsDormant;

    /// <summary>Packs events and appends them to their stream. The task completes when the stream has room.</summary>
    public Task Produce<T>(StreamId streamId, IEnumerable<T> events)
    {
        if (_streams.TryGetValue(streamId, out var stream) && stream.IsDormant) return DropUnclaimed(events);
        var (entry, count) = _services.Packer.Pack(events);
        return count == 0 ? Task.CompletedTask : Append(streamId, entry, count);
    }

    /// <summary>Appends an entry to a stream. The task completes when the stream has room.</summary>
    public Task Append(StreamId streamId, object? entry, int count)
    {
        while (true)
        {
            var stream = Find(streamId);
            if (stream.IsDormant)
            {
                Metrics.AddUnclaimed(count);
                return Task.CompletedTask;
            }
            if (stream.Append(entry, count) is { } room) return room;
        }
    }

    /// <summary>Returns the stream, which is assigned to the queue with the fewest streams if it is new.</summary>
    public EventStream Find(StreamId streamId)
    {
        if (_streams.TryGetValue(streamId, out var known)) return known;
        lock (_assigning)
        {
            if (_streams.TryGetValue(streamId, out known)) return known;
            var queue = Queues.MinBy(static queue => queue.Streams)!;
            queue.Streams++;
            // Numbers start with the clock, so that those of a later run of this silo are larger.
            return _streams[streamId] = new EventStream(streamId, queue, this, _services.Time.GetUtcNow().UtcTicks);
        }
    }

    public EventStream? FindKnown(StreamId streamId) => _streams.GetValueOrDefault(streamId);

    /// <summary>Counts events that a stream accepts.</summary>
    /// <exception cref="StreamsStoppedException">The silo stops.</exception>
    public void Enter(int count)
    {
        if (!_undelivered.TryEnter(count))
            throw new StreamsStoppedException($"Streams {Name} take no events any more: the silo stops. The event was not accepted.");
        Metrics.AddQueued(count);
    }

    public void Leave(int count) => _undelivered.Leave(count);

    public StreamFullException RejectFull(EventStream stream)
    {
        Metrics.AddRejected(1);
        return new StreamFullException(stream.StreamId, Options.MaxQueuedPerStream);
    }

    /// <summary>
    /// Waits until all accepted events are delivered, then takes no more. Returns how many were left when the token was cancelled.
    /// </summary>
    public async Task<long> CloseAsync(CancellationToken cancellationToken)
    {
        var left = await _undelivered.CloseAsync(cancellationToken);
        Metrics.AddLost(left);
        var reason = new StreamsStoppedException(
            $"Streams {Name} stop: this send waited for room. Its event was accepted, and may not have been delivered.");
        foreach (var stream in _streams.Values) stream.CancelWaiters(reason);
        return left;
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        _watch.Dispose();
        Metrics.Dispose();
    }

    private static uint HashOf(int number, int count) => (uint)((ulong)uint.MaxValue * (uint)number / (uint)count);

    private Task DropUnclaimed<T>(IEnumerable<T> events)
    {
        Metrics.AddUnclaimed(events.TryGetNonEnumeratedCount(out var count) ? count : events.Count());
        return Task.CompletedTask;
    }

    private void Sweep()
    {
        foreach (var (streamId, stream) in _streams)
        {
            stream.Wake();
            if (!stream.TryRetire(_sweepsUntilRetired)) continue;
            lock (_assigning)
            {
                _streams.TryRemove(KeyValuePair.Create(streamId, stream));
                stream.Queue.Streams--;
            }
        }
    }
}
