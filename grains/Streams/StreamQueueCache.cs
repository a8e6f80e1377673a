using System.Diagnostics.CodeAnalysis;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>The cache of one queue: a view of its streams, which keep their entries themselves.</summary>
internal sealed class StreamQueueCache(StreamQueue queue) : IQueueCache
{
    /// <summary>Unlimited: a read returns streams, not entries, and room is kept by the streams.</summary>
    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    public bool IsUnderPressure() => false;

    public void AddToCache(IList<IBatchContainer> messages)
    {
    }

    /// <summary>Purges nothing itself. The agent calls it before each read, when it has dealt with the read before.</summary>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        queue.Settle();
        purgedItems = null;
        return false;
    }

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var stream = queue.Hub.Find(streamId);
        // A stream that was retired and came back may have another queue by now, whose agent delivers.
        return stream.Queue == queue ? stream.AddCursor(token) : EmptyCursor.Instance;
    }

    private sealed class EmptyCursor : IQueueCacheCursor
    {
        public static readonly EmptyCursor Instance = new();

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return null;
        }

        public bool MoveNext() => false;

        public void Refresh(StreamSequenceToken token)
        {
        }

        public void RecordDeliveryFailure()
        {
        }

        public void Dispose()
        {
        }
    }
}
