using System.Threading.Tasks.Sources;
using Orleans.Streams;

namespace Genesis.Streams;

/// <summary>
/// One queue of a silo: the streams that have something new for its agent, which waits until there is one. The entries themselves are in
/// the streams.
/// </summary>
internal sealed class StreamQueue(QueueId id, StreamHub hub) : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _wakeUp = new() { RunContinuationsAsynchronously = true };
    private List<IBatchContainer> _news = [];
    private List<IBatchContainer> _read = [];
    private bool _waiting;

    public QueueId Id => id;

    public StreamHub Hub => hub;

    /// <summary>How many streams use this queue. Guarded by the hub.</summary>
    public int Streams { get; set; }

    /// <summary>Called by a stream that has something new.</summary>
    public void Signal(EventStream stream)
    {
        bool wake;
        lock (_lock)
        {
            _news.Add(stream);
            (wake, _waiting) = (_waiting, false);
        }
        if (wake) _wakeUp.SetResult(true);
    }

    /// <summary>Returns the streams that have something new, waiting for the first; none when the token is cancelled.</summary>
    public async Task<IList<IBatchContainer>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!HasNews())
        {
            await using var interruption = cancellationToken.UnsafeRegister(static queue => ((StreamQueue)queue!).Interrupt(), this);
            await WaitAsync(cancellationToken);
        }
        else
        {
            // The agent's other work, deliveries among it, has its turn between two reads.
            await Task.Yield();
        }
        return Take();
    }

    /// <summary>Called when the agent has dealt with everything that it read.</summary>
    public void Settle()
    {
        foreach (var stream in _read) ((EventStream)stream).Settle();
        _read.Clear();
    }

    void IValueTaskSource.GetResult(short token) => _wakeUp.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wakeUp.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wakeUp.OnCompleted(continuation, state, token, flags);

    private bool HasNews()
    {
        lock (_lock) return _news.Count > 0;
    }

    private ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_news.Count > 0 || cancellationToken.IsCancellationRequested) return ValueTask.CompletedTask;
            _waiting = true;
            _wakeUp.Reset();
            return new ValueTask(this, _wakeUp.Version);
        }
    }

    private void Interrupt()
    {
        bool wake;
        lock (_lock) (wake, _waiting) = (_waiting, false);
        if (wake) _wakeUp.SetResult(true);
    }

    private List<IBatchContainer> Take()
    {
        lock (_lock) (_read, _news) = (_news, _read);
        foreach (var stream in _read) ((EventStream)stream).Acknowledge();
        return _read;
    }
}
