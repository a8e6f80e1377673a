using Microsoft.Extensions.Logging;

namespace Genesis.Exchanges;

/// <summary>
/// One callback and what waits for it. It runs on threads of the pool, one call at a time: however slow, hung or broken it is, only its own
/// queue feels it.
/// </summary>
internal sealed class Consumer(StreamKey stream, Action<StreamEvent> callback, StreamOptions options, ExchangeConnectionOptions connection, ConnectionMetrics metrics, ILogger log)
    : IThreadPoolWorkItem
{
    private readonly Queue<StreamEvent> _waiting = new();
    private readonly Lock _gate = new();
    private OrderBook? _changedBook;
    private DateTimeOffset? _droppingSince;
    private DateTimeOffset _lastDropped;
    private long _dropped, _droppedTotal, _failures, _delivered;
    private long _callBegan;
    private bool _running, _closed, _hangReported;

    public StreamKey Stream => stream;

    public StreamOptions Options => options;

    public long Delivered => Volatile.Read(ref _delivered);

    public long Dropped => Volatile.Read(ref _droppedTotal);

    public long Failures => Volatile.Read(ref _failures);

    /// <summary>How long the callback has been running; null while it is not.</summary>
    public TimeSpan? BusyFor => Volatile.Read(ref _callBegan) is var began and not 0 ? connection.Time.GetElapsedTime(began) : null;

    public void Add(object item)
    {
        lock (_gate)
        {
            if (_closed) return;
            if (_waiting.Count >= options.QueueCapacity)
            {
                var now = connection.Time.GetUtcNow();
                _droppingSince ??= now;
                _lastDropped = now;
                _dropped++;
                _droppedTotal++;
                metrics.Dropped();
                return;
            }
            TellDrops();
            _waiting.Enqueue(new StreamEvent(stream, item));
            if (!Start()) return;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>A book's state: read when the callback is ready for it, so that it never sees an old one.</summary>
    public void AddBook(OrderBook book)
    {
        lock (_gate)
        {
            if (_closed) return;
            _changedBook = book;
            if (!Start()) return;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>No call begins any more; one that runs ends in its own time.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            _changedBook = null;
        }
    }

    /// <summary>Reports a callback that hangs, once.</summary>
    public void CheckHang()
    {
        if (BusyFor is not { } busy || busy < connection.CallbackHangs)
        {
            _hangReported = false;
            return;
        }
        if (_hangReported) return;
        _hangReported = true;
        metrics.Hung();
        log.CallbackHangs(stream.Name, busy.TotalSeconds);
    }

    public void Execute()
    {
        while (TryNext(out var next))
        {
            Volatile.Write(ref _callBegan, Math.Max(1, connection.Time.GetTimestamp()));
            try
            {
                callback(next);
                Interlocked.Increment(ref _delivered);
            }
            catch (Exception problem)
            {
                Interlocked.Increment(ref _failures);
                metrics.CallbackFailed();
                log.CallbackFailed(stream.Name, problem);
            }
            Volatile.Write(ref _callBegan, 0);
        }
    }

    private bool Start()
    {
        if (_running) return false;
        return _running = true;
    }

    private bool TryNext(out StreamEvent next)
    {
        OrderBook? book;
        lock (_gate)
        {
            if (_waiting.Count <= options.QueueCapacity / 2) TellDrops();
            if (!_closed && _waiting.TryDequeue(out next)) return true;
            book = _closed ? null : _changedBook;
            _changedBook = null;
            if (book is null)
            {
                next = default;
                return _running = false;
            }
        }
        next = new StreamEvent(stream, book.Read(options.Depth));
        return true;
    }

    // What was dropped is told where it is missing: before the first item after it.
    private void TellDrops()
    {
        if (_droppingSince is not { } since || _closed) return;
        _waiting.Enqueue(new StreamEvent(stream, new StreamGap(stream, GapReason.ConsumerTooSlow, since, _lastDropped, null, null, _dropped)));
        _droppingSince = null;
        _dropped = 0;
        metrics.Gap(GapReason.ConsumerTooSlow);
    }
}
