using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Streams;

/// <summary>An event that is not queued yet, and the promise to whoever published it.</summary>
internal sealed class WaitingProducer(StreamHub hub, StreamEvent published)
{
    private readonly TaskCompletionSource _queued = new(Completion.Options);
    private ITimer? _clock;
    private int _over;

    public StreamEvent Event { get; } = published;

    public Task Queued => _queued.Task;

    /// <summary>True when it was taken or its time is over.</summary>
    public bool IsOver => Volatile.Read(ref _over) != 0;

    public void StartClock(TimeProvider time, TimeSpan patience)
    {
        if (IsOver) return;
        _clock = time.CreateTimer(static self => ((WaitingProducer)self!).TimeOut(), this, patience, Timeout.InfiniteTimeSpan);
        if (IsOver) _clock.Dispose();
    }

    /// <summary>True for the one who decides its fate.</summary>
    public bool TryTake()
    {
        if (Interlocked.Exchange(ref _over, 1) != 0) return false;
        _clock?.Dispose();
        return true;
    }

    public void Succeed()
    {
        var outer = Completion.Enter(Queued);
        _queued.TrySetResult();
        Completion.Leave(Queued, outer);
    }

    public void Fail(Exception exception)
    {
        var outer = Completion.Enter(Queued);
        _queued.TrySetException(exception);
        Completion.Leave(Queued, outer);
    }

    private void TimeOut()
    {
        if (TryTake()) Fail(hub.TimedOut());
    }
}
