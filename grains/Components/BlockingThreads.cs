using System.Collections.Concurrent;

namespace Genesis;

/// <summary>
/// Threads for handlers that block: one thread per handler that runs, up to a bound, kept for a while. What such a handler awaits comes back to these threads.
/// </summary>
internal sealed class BlockingThreads(int most) : TaskScheduler, IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<Task> _work = [];
    private int _threads;
    private int _idle;

    /// <summary>Threads at this moment.</summary>
    public int Threads => Volatile.Read(ref _threads);

    public override int MaximumConcurrencyLevel => most;

    /// <summary>Runs a handler.</summary>
    public Task<object?> Run<TState>(Frame frame, Func<TState, Task<object?>> handler, TState state)
    {
        frame.OffTurn = true;
        return Task.Factory.StartNew(() => handler(state), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
    }

    protected override void QueueTask(Task task)
    {
        _work.Add(task);
        if (Volatile.Read(ref _idle) >= _work.Count) return;
        if (Interlocked.Increment(ref _threads) > most)
        {
            Interlocked.Decrement(ref _threads);
            return;
        }
        new Thread(Work) { IsBackground = true, Name = "Genesis blocking component" }.Start();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _work.ToArray();

    private void Work()
    {
        while (true)
        {
            Interlocked.Increment(ref _idle);
            var got = TryTake(out var task);
            Interlocked.Decrement(ref _idle);
            if (got)
            {
                TryExecuteTask(task!);
                continue;
            }
            Interlocked.Decrement(ref _threads);
            // One that was queued while this thread was leaving must not wait for the next.
            if (_work.Count == 0 || Interlocked.Increment(ref _threads) > most) return;
        }
    }

    private bool TryTake(out Task? task)
    {
        try
        {
            return _work.TryTake(out task, IdleTime);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            task = null;
            return false;
        }
    }

    public void Dispose() => _work.CompleteAdding();
}
