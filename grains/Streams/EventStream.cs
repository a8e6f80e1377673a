using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>
/// One stream in one silo: the entries that some consumer has not had yet, in a ring, and the cursors of the consumers.
/// Producers append from any thread; cursors are moved by the agent of the stream's queue. To the agent, which reads only that there is
/// something new,
/// the stream itself stands for its new entries.
/// </summary>
internal sealed class EventStream : IBatchContainer
{
    private readonly Lock _lock = new();
    private readonly StreamHub _hub;
    private readonly EntryRing _ring;
    private readonly List<StreamCursor> _cursors = [];
    // Subscriptions that the agent has accepted and that have no cursor yet.
    private readonly List<Guid> _joining = [];
    private long _joinedAt;
    private TaskCompletionSource? _room;
    private bool _signalled;
    // The agent has an entry for this stream, so that it takes new subscribers at once.
    private bool _known;
    private bool _retired;
    private volatile bool _dormant;
    private bool _used = true;
    private int _idleSweeps;

    public EventStream(StreamId streamId, StreamQueue queue, StreamHub hub, long firstSequence)
    {
        (StreamId, Queue, _hub) = (streamId, queue, hub);
        _ring = new EntryRing(firstSequence);
    }

    public StreamId StreamId { get; }

    public StreamQueue Queue { get; }

    /// <summary>True when the agent knows that nobody has subscribed: events are dropped.</summary>
    public bool IsDormant => _dormant;

    /// <summary>The token of the first entry that is still kept.</summary>
    public StreamSequenceToken SequenceToken
    {
        get
        {
            lock (_lock) return new EventSequenceTokenV2(_ring.First);
        }
    }

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => [];

    public bool ImportRequestContext() => false;

    /// <summary>
    /// Appends an entry. The task completes when the stream has room. Returns null when this stream is retired: the caller takes a new
    /// one.
    /// </summary>
    public Task? Append(object? entry, int count)
    {
        Task room;
        bool signal;
        lock (_lock)
        {
            if (_retired) return null;
            if (_ring.Events >= _hub.Options.MaxQueuedPerStream) throw _hub.RejectFull(this);
            _hub.Enter(count);
            _ring.Add(entry, count);
            _used = true;
            signal = !_signalled && HasIdleReader();
            if (signal) _signalled = true;
            room = _ring.Events <= _hub.Options.RoomPerStream ? Task.CompletedTask : WaitForRoom();
        }
        if (signal) Queue.Signal(this);
        return room;
    }

    /// <summary>Called by the queue when the agent reads that this stream has something new.</summary>
    public void Acknowledge()
    {
        lock (_lock) (_signalled, _known) = (false, true);
    }

    /// <summary>Called after the agent has dealt with what it read: without any cursor by now, nobody has subscribed.</summary>
    public void Settle()
    {
        lock (_lock)
            if (_known && _cursors.Count == 0 && _joining.Count == 0)
                FallDormant();
    }

    /// <summary>
    /// Adds a cursor. The first one without a subscription that joins is the agent's own: it keeps the entries while the agent looks for
    /// consumers.
    /// </summary>
    public StreamCursor AddCursor(StreamSequenceToken? token)
    {
        lock (_lock)
        {
            var isPin = _cursors.Count == 0 && _joining.Count == 0;
            var position = isPin ? _ring.First : token?.SequenceNumber ?? (_joining.Count > 0 ? _joinedAt : _ring.End);
            var cursor = new StreamCursor(this, Math.Clamp(position, _ring.First, _ring.End), isPin);
            _cursors.Add(cursor);
            return cursor;
        }
    }

    public void RemoveCursor(StreamCursor cursor)
    {
        lock (_lock)
        {
            if (!_cursors.Remove(cursor)) return;
            if (!cursor.IsPin) NoteLeaving();
            if (_cursors.Count > 0 || _joining.Count > 0) Release();
            else if (cursor.IsPin && _known) FallDormant();
            else LookAgain();
        }
    }

    /// <summary>Notes that a consumer joins: from now on entries are kept for it.</summary>
    public void BeginJoin(Guid subscription)
    {
        lock (_lock)
        {
            if (_joining.Count == 0) _joinedAt = _ring.End;
            _joining.Add(subscription);
            _dormant = false;
        }
    }

    /// <summary>Notes that a joining consumer has its cursor, or has gone.</summary>
    public void EndJoin(Guid subscription)
    {
        lock (_lock)
        {
            if (!_joining.Remove(subscription)) return;
            NoteLeaving();
            if (_cursors.Count > 0 || _joining.Count > 0) Release();
            else LookAgain();
        }
    }

    /// <summary>Lets the agent look at this stream again: consumers at the next event, and entries that wait at once.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _dormant = false;
            LookAgain();
        }
    }

    /// <summary>Retires a stream that nobody has used for several sweeps. Returns false when it stays.</summary>
    public bool TryRetire(int sweeps)
    {
        lock (_lock)
        {
            _idleSweeps = _used ? 0 : _idleSweeps + 1;
            _used = false;
            if (_idleSweeps < sweeps || _cursors.Count > 0 || _joining.Count > 0 || _ring.Count > 0) return false;
            return _retired = true;
        }
    }

    /// <summary>Ends the waiting of producers with an exception.</summary>
    public void CancelWaiters(Exception reason)
    {
        lock (_lock)
        {
            _room?.TrySetException(reason);
            // Not every producer awaits its sends.
            _ = _room?.Task.Exception;
            _room = null;
        }
    }

    /// <summary>Confirms what the cursor has delivered and returns the next entries, or null when there are none.</summary>
    public StreamBatch? Next(StreamCursor cursor)
    {
        lock (_lock)
        {
            var delivered = cursor.Low < cursor.Position;
            cursor.Low = cursor.Position;
            var limit = cursor.IsolatedUntil > cursor.Position ? 1 : _hub.DeliveryBatchSize;
            var count = cursor.Position == _ring.End ? 0 : _ring.CountRun(cursor.Position, limit);
            var batch = count == 0 ? null : new StreamBatch(StreamId, cursor.Position, _ring.Copy(cursor.Position, count));
            cursor.Position += count;
            cursor.IsBusy = count > 0;
            if (delivered) Release();
            return batch;
        }
    }

    // With its last consumer the agent forgets the stream, and looks for consumers again at the next event.
    private void NoteLeaving()
    {
        if (_joining.Count == 0 && _cursors.TrueForAll(static cursor => cursor.IsPin)) _known = false;
    }

    // The agent also forgets streams that were idle for long; what was appended just then must not be lost with the cursors.
    private void LookAgain()
    {
        if (_signalled || _ring.Count == 0) return;
        _signalled = true;
        Queue.Signal(this);
    }

    private bool HasIdleReader()
    {
        if (_cursors.Count == 0) return true;
        foreach (var cursor in _cursors)
            if (!cursor.IsBusy)
                return true;
        return false;
    }

    private Task WaitForRoom()
    {
        _hub.Metrics.AddRoomWait();
        return (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    // What all consumers have had is not kept.
    private void Release()
    {
        var low = _joining.Count > 0 ? Math.Min(_joinedAt, _ring.End) : _ring.End;
        foreach (var cursor in _cursors) low = Math.Min(low, cursor.Low);
        ReleaseUntil(low);
    }

    private void FallDormant()
    {
        _dormant = true;
        Drop();
    }

    private void Drop()
    {
        if (_ring.Events == 0) return;
        _hub.Metrics.AddUnclaimed(_ring.Events);
        ReleaseUntil(_ring.End);
    }

    private void ReleaseUntil(long sequence)
    {
        if (sequence <= _ring.First) return;
        var released = _ring.RemoveUntil(sequence);
        // Half of the room, so that producers are not woken for single events.
        if (_room is { } room && _ring.Events <= _hub.Options.RoomPerStream / 2)
        {
            _room = null;
            room.TrySetResult();
        }
        _hub.Leave(released);
    }
}
