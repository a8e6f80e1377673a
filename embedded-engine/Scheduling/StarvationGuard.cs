namespace Genesis.Embedded.Scheduling;

/// <summary>
/// Notices that work queued to the thread pool does not start although the processors have time, which means that its threads are
/// blocked, and lets the pool have more of them; gives them back when all is well again.
/// </summary>
internal sealed class StarvationGuard(TimeProvider time, Action<int> starved) : IThreadPoolWorkItem, IDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);
    private const int MostThreads = 512;

    private long _asked;
    private volatile bool _answered = true;
    private long _raisedAt;
    private int _normal;
    private TimeSpan _cpu;
    private TimeSpan _paused;

    void IThreadPoolWorkItem.Execute() => _answered = true;

    public void Look()
    {
        var now = time.GetTimestamp();
        if (_answered)
        {
            if (_normal > 0 && time.GetElapsedTime(_raisedAt, now) > Calm) Lower();
            // With nothing queued nobody can be waiting, and an idle process should stay asleep.
            if (ThreadPool.PendingWorkItemCount == 0) return;
            _answered = false;
            _asked = now;
            Measure();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
        var waited = time.GetElapsedTime(_asked, now);
        if (waited < Late) return;
        // A pool that is merely busy uses the processors; more threads would only get in each other's way.
        var used = Environment.CpuUsage.TotalTime - _cpu;
        if (used > waited * Environment.ProcessorCount * 0.8) return;
        var paused = GC.GetTotalPauseDuration() - _paused;
        if (paused < waited / 2) Raise(now);
        _asked = now;
        Measure();
    }

    private void Measure()
    {
        _cpu = Environment.CpuUsage.TotalTime;
        _paused = GC.GetTotalPauseDuration();
    }

    public void Dispose() => Lower();

    private void Raise(long now)
    {
        ThreadPool.GetMinThreads(out var workers, out var completion);
        if (_normal == 0) _normal = workers;
        var wanted = Math.Min(Math.Max(ThreadPool.ThreadCount, workers) + Environment.ProcessorCount, MostThreads);
        if (wanted > workers) ThreadPool.SetMinThreads(wanted, completion);
        if (_raisedAt == 0 || time.GetElapsedTime(_raisedAt, now) > TimeSpan.FromSeconds(1)) starved(wanted);
        _raisedAt = now;
    }

    private void Lower()
    {
        if (_normal == 0) return;
        ThreadPool.GetMinThreads(out _, out var completion);
        ThreadPool.SetMinThreads(_normal, completion);
        _normal = 0;
    }
}
