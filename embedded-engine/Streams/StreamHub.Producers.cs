using System.Globalization;
using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

// Producers that wait: for the subscriptions to be read, or for room in the slowest one's queue.
internal sealed partial class StreamHub
{
    private readonly Queue<WaitingProducer> _producers = new();
    private int _waiting;

    /// <summary>Under the gate. The order of one producer's events is kept, because whoever comes later waits behind.</summary>
    private Task Wait(StreamEvent published)
    {
        if (_producers.Count >= Settings.Capacity)
        {
            while (_producers.TryPeek(out var first) && first.IsOver)
            {
                _producers.Dequeue();
                Interlocked.Decrement(ref _waiting);
            }
            if (_producers.Count >= Settings.Capacity)
                return Task.FromException(new LimitExceededException(
                    $"{_producers.Count} events wait to be queued on stream {Key}, as many as its bound (SimpleQueueCacheOptions.CacheSize). "
                    + $"{Holder()} Await OnNextAsync before publishing more."));
        }
        var producer = new WaitingProducer(this, published);
        _producers.Enqueue(producer);
        Runtime.Metrics.ProducerHeld();
        Interlocked.Increment(ref _waiting);
        producer.StartClock(Engine.Time, Engine.MessagingOptions.ResponseTimeout);
        return producer.Queued;
    }

    /// <summary>A subscription has moved on, gone or been read: there may be room.</summary>
    public void Freed()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiting) == 0) return;
        List<WaitingProducer>? admitted = null;
        lock (_gate)
        {
            while (_open && _producers.TryPeek(out var producer) && (producer.IsOver || HasRoom()))
            {
                _producers.Dequeue();
                Interlocked.Decrement(ref _waiting);
                if (!producer.TryTake()) continue;
                Append(producer.Event);
                (admitted ??= []).Add(producer);
            }
        }
        if (admitted is null) return;
        Wake();
        foreach (var producer in admitted) producer.Succeed();
    }

    private void FailProducers(Exception exception)
    {
        var failed = new List<WaitingProducer>();
        lock (_gate)
        {
            while (_producers.TryDequeue(out var producer))
            {
                Interlocked.Decrement(ref _waiting);
                if (producer.TryTake()) failed.Add(producer);
            }
        }
        foreach (var producer in failed) producer.Fail(exception);
    }

    /// <summary>A producer's time is over.</summary>
    public TimeoutException TimedOut()
    {
        Runtime.Metrics.ProducerTimedOut();
        return new TimeoutException(string.Create(CultureInfo.InvariantCulture,
            $"The event was not queued on stream {Key} within {Engine.MessagingOptions.ResponseTimeout}. {Holder()}"));
    }

    /// <summary>Says what producers wait for. Racy.</summary>
    private string Holder()
    {
        if (!_open) return "Its subscriptions could not be read yet: look at the storage 'PubSubStore'.";
        var slowest = Volatile.Read(ref _subscriptions).MinBy(static subscription => subscription.ItemsDone);
        if (slowest is null) return "There was no room.";
        return $"The slowest consumer is {slowest.Record.Consumer}, with {_log.Items - slowest.ItemsDone} items waiting of at most {Settings.Capacity}"
            + (slowest.LastError is { } error ? $"; its last error: {error.GetType().Name}: {error.Message.TrimEnd('.')}." : ".")
            + " Make it faster, raise SimpleQueueCacheOptions.CacheSize, or publish less.";
    }
}
