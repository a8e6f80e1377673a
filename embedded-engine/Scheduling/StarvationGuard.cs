namespace Genesis.Embedded.Scheduling;

/// <summary>
/// Notices that work queued to the thread pool does not start because its threads are all held by work that does not end, blocked or
/// looping, and lets the pool have more of them; gives them back when all is well again.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="tick">How often it looks, if it is let.</param>
/// <param name="starved">Told how many threads the pool may have, when a few more have not been enough: a start that compiles or a moment of synchronous work is no news.</param>
internal sealed class StarvationGuard(TimeProvider time, TimeSpan tick, Action<int> starved) : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(40);

    /// <summary>What the guard itself was late is no fault of the pool: the machine is busy. So much of that is allowed for at most.</summary>
    private static readonly TimeSpan MostLateness = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);
    private const int MostThreads = 512;

    /// <summary>A pool that ends more work items than one in this time is slow, not stuck; more threads would only get in each other's way.</summary>
    private static readonly TimeSpan SlowItem = TimeSpan.FromMilliseconds(10);

    private const int RaisesBeforeNews = 4;

    private long _asked;
    private volatile bool _answered = true;
    private long _raisedAt;
    private long _toldAt;
    private int _raises;
    private int _normal;
    private long _completed;
    private TimeSpan _paused;
    private long _looked;
    private TimeSpan _lateness;

    void IThreadPoolWorkItem.Execute() => _answered = true;

    public void Look()
    {
        var now = time.GetTimestamp();
        var late = _looked == 0 ? TimeSpan.Zero : time.GetElapsedTime(_looked, now) - tick;
        _looked = now;
        if (_answered)
        {
            if (_normal > 0 && time.GetElapsedTime(_raisedAt, now) > Calm) Lower();
            // With nothing queued nobody can be waiting, and an idle process should stay asleep.
            if (ThreadPool.PendingWorkItemCount == 0) return;
            _answered = false;
            Measure(now);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
        var waited = time.GetElapsedTime(_asked, now);
        // The tick is never exact: what is less than one counts for nothing.
        if (late > tick) _lateness += late;
        if (waited < Late + (_lateness < MostLateness ? _lateness : MostLateness)) return;
        var slow = ThreadPool.CompletedWorkItemCount - _completed > waited / SlowItem;
        var collecting = GC.GetTotalPauseDuration() - _paused > waited / 2;
        if (!slow && !collecting) Raise(now);
        Measure(now);
    }

    public void Dispose() => Lower();

    private void Measure(long now)
    {
        _asked = now;
        _lateness = TimeSpan.Zero;
        _completed = ThreadPool.CompletedWorkItemCount;
        _paused = GC.GetTotalPauseDuration();
    }

    private void Raise(long now)
    {
        ThreadPool.GetMinThreads(out var workers, out var completion);
        if (_normal == 0) _normal = workers;
        var wanted = Math.Min(Math.Max(ThreadPool.ThreadCount, workers) + Environment.ProcessorCount, MostThreads);
        if (wanted > workers) ThreadPool.SetMinThreads(wanted, completion);
        _raisedAt = now;
        if (++_raises < RaisesBeforeNews || (_toldAt != 0 && time.GetElapsedTime(_toldAt, now) < TimeSpan.FromSeconds(1))) return;
        _toldAt = now;
        starved(wanted);
    }

    private void Lower()
    {
        if (_normal == 0) return;
        ThreadPool.GetMinThreads(out _, out var completion);
        ThreadPool.SetMinThreads(_normal, completion);
        (_normal, _raises) = (0, 0);
    }
}
