using Genesis.Simulations.Time;

namespace Genesis.Simulations.Scheduling;

/// <summary>
/// The place of code that belongs to no grain: the body of the simulation, or the start and stop of a silo. Work that is posted here runs
/// in order.
/// </summary>
internal sealed class LoopContext : IRunnable, ITimerContext
{
    private readonly SimulationLoop _loop;
    private readonly string _name;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly LoopScheduler _scheduler;

    public LoopContext(SimulationLoop loop, string name)
    {
        (_loop, _name) = (loop, name);
        _scheduler = new LoopScheduler(this);
    }

    /// <summary>True when the silo of this context was killed: nothing runs here any more.</summary>
    public bool IsDead { get; private set; }

    public LoopContext Home => this;

    private bool IsCurrent => SynchronizationContext.Current is StepContext current && ReferenceEquals(current.Owner, this);

    public override string ToString() => _name;

    public void Enter() => SynchronizationContext.SetSynchronizationContext(new StepContext(this));

    /// <summary>Runs an async function here.</summary>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>();
        Post(_ => _ = RunInto(work, done), null);
        return done.Task;
    }

    /// <summary>Runs an async function here.</summary>
    public Task Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return true;
    });

    public void Step()
    {
        _loop.Trace.OnContext(this);
        // Inside a task of the scheduler, so that Task.Factory.StartNew and ContinueWith stay here too.
        new Task(static self => ((LoopContext)self!).RunOne(), this).RunSynchronously(_scheduler);
        if (_queue.Count > 0) _loop.Add(this);
    }

    public void Kill()
    {
        IsDead = true;
        _queue.Clear();
    }

    public void Post(SendOrPostCallback callback, object? state)
    {
        if (!_loop.Foreign.IsHere)
        {
            _loop.Foreign.Report($"a continuation of {_name} was posted");
            return;
        }
        if (IsDead) return;
        _queue.Enqueue((callback, state));
        if (_queue.Count == 1) _loop.Add(this);
    }

    private void RunOne()
    {
        Enter();
        // Stays in the queue while it runs, so that a post from inside does not make the context runnable twice.
        var (callback, state) = _queue.Peek();
        try
        {
            callback(state);
        }
        catch (Exception exception)
        {
            _loop.Fail(exception);
        }
        finally
        {
            if (_queue.Count > 0) _queue.Dequeue();
        }
    }

    private static async Task RunInto<T>(Func<Task<T>> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(await work());
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }

    /// <summary>The TaskScheduler that goes with the context.</summary>
    private sealed class LoopScheduler(LoopContext context) : TaskScheduler
    {
        public override int MaximumConcurrencyLevel => 1;

        protected override void QueueTask(Task task) => context.Post(_ => TryExecuteTask(task), null);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
            !taskWasPreviouslyQueued && (ReferenceEquals(task.AsyncState, context) || context.IsCurrent) && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }

    /// <summary>
    /// The context that awaits see. Every step has one of its own. A continuation that waits in an earlier step is then never run inside
    /// the step that completes it: there it would find TaskScheduler.Default and send its own tasks on to the thread pool.
    /// </summary>
    private sealed class StepContext(LoopContext owner) : SynchronizationContext
    {
        public LoopContext Owner { get; } = owner;

        public override void Post(SendOrPostCallback d, object? state) => Owner.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state)
        {
            if (!Owner._loop.Foreign.IsHere) throw new NotSupportedException("A simulation cannot be entered from another thread.");
            d(state);
        }

        public override SynchronizationContext CreateCopy() => this;
    }
}
