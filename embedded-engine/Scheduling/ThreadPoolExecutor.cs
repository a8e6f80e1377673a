using Genesis.Embedded.Activations;

namespace Genesis.Embedded.Scheduling;

/// <summary>
/// Runs turns on the .NET thread pool. A thread of its own keeps the time, sweeps for timeouts and sees to it that the pool
/// gets more threads when grains block the ones it has, so that a blocked grain delays only itself.
/// </summary>
internal sealed class ThreadPoolExecutor(TimeProvider time, Action<int> starved) : TurnExecutor
{
    /// <summary>Resolution of <see cref="Now"/> and of timeouts.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly TimeoutSweep _sweep = new();
    private readonly StarvationGuard _guard = new(time, Tick, starved);
    private readonly ManualResetEventSlim _stop = new();
    private readonly long _started = time.GetTimestamp();
    private long _now;

    public override long Now => Volatile.Read(ref _now);

    public override int TurnsPerRun => 512;

    public override void Schedule(Activation activation, bool again = false) =>
        ThreadPool.UnsafeQueueUserWorkItem(activation, preferLocal: !again);

    public override void Watch(Activation activation, long deadline)
    {
        if (activation.TryWatch()) _sweep.Add(activation);
    }

    public override void Run(Action<object?> work, object? state) => ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);

    public override void Start() =>
        new Thread(KeepWatch) { IsBackground = true, Name = "Grain engine watch", Priority = ThreadPriority.AboveNormal }.UnsafeStart();

    public override void Stop() => _stop.Set();

    private void KeepWatch()
    {
        while (!_stop.Wait(Tick))
        {
            Volatile.Write(ref _now, (long)time.GetElapsedTime(_started).TotalMilliseconds);
            _guard.Look();
            if (!_sweep.IsEmpty) _sweep.Sweep(_now);
        }
        _guard.Dispose();
    }
}
