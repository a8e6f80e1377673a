using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>How far one consumer is in a stream. The stream guards its numbers with its lock; the agent of the queue moves it.</summary>
internal sealed class StreamCursor(EventStream stream, long position, bool isPin) : IQueueCacheCursor
{
    private readonly StreamHub _hub = stream.Queue.Hub;
    private StreamBatch? _current;

    /// <summary>True for the agent's own cursor, which keeps entries while the agent looks for consumers.</summary>
    public bool IsPin { get; } = isPin;

    /// <summary>The first entry that is not delivered for certain.</summary>
    public long Low { get; set; } = position;

    /// <summary>The first entry that has not been given to the agent.</summary>
    public long Position { get; set; } = position;

    /// <summary>Until here every entry is delivered alone, after a delivery of several has failed.</summary>
    public long IsolatedUntil { get; private set; }

    /// <summary>True while the agent delivers; it asks for more by itself afterwards.</summary>
    public bool IsBusy { get; set; }

    public IBatchContainer? GetCurrent(out Exception? exception)
    {
        exception = null;
        return _current;
    }

    public bool MoveNext()
    {
        if (_current is { } delivered) _hub.Metrics.AddDelivered(CountOf(delivered));
        _current = stream.Next(this);
        return _current is not null;
    }

    public void Refresh(StreamSequenceToken token)
    {
    }

    /// <summary>
    /// Called when the agent has given up a delivery. Of several entries each is delivered again alone, so that one event that its
    /// handler cannot take
    /// takes no others with it. A single one is given up.
    /// </summary>
    public void RecordDeliveryFailure()
    {
        if (_current is not { } failed) return;
        _current = null;
        if (failed.Entries.Length > 1)
        {
            IsolatedUntil = Position;
            Position = Low;
        }
        else
        {
            _hub.Metrics.AddFailed(CountOf(failed));
        }
    }

    public void Dispose() => stream.RemoveCursor(this);

    private static int CountOf(StreamBatch batch)
    {
        var count = 0;
        foreach (var entry in batch.Entries) count += EventGroup.CountOf(entry);
        return count;
    }
}
