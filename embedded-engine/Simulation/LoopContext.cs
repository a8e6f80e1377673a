using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Simulating;

/// <summary>
/// Where code runs that belongs to no grain: the body of the simulation, or the start and stop of a silo. What is posted here runs in order.
/// </summary>
internal sealed class LoopContext
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

    /// <summary>True when the silo was killed that this belonged to: nothing runs here any more.</summary>
    public bool IsDead { get; private set; }

    public override string ToString() => _name;

    /// <summary>Makes this the context of what runs now.</summary>
    public void Enter() => SynchronizationContext.SetSynchronizationContext(new StepContext(this));

    private void Post(SendOrPostCallback d, object? state)
    {
        if (!_loop.Foreign.IsHere)
        {
            _loop.Foreign.Report($"a continuation of {_name} was posted");
            return;
        }
        if (IsDead) return;
        _queue.Enqueue((d, state));
        if (_queue.Count == 1) _loop.Add(this);
    }

    /// <summary>Runs an async function here.</summary>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>();
        Post(_ => _ = RunInto(work, done), null);
        return done.Task;
    }

    /// <summary>Runs an async function here.</summary>
    public Task Run(Func<Task> work) => Run(async () => { await work(); return default(Unit); });

    private bool IsCurrent => SynchronizationContext.Current is StepContext current && ReferenceEquals(current.Owner, this);

    /// <summary>Runs the oldest thing that was posted.</summary>
    public void Step()
    {
        // Inside a task of the scheduler, so that Task.Factory.StartNew and ContinueWith stay here too.
        new Task(static self => ((LoopContext)self!).RunOne(), this).RunSynchronously(_scheduler);
        if (_queue.Count > 0) _loop.Add(this);
    }

    public void Kill()
    {
        IsDead = true;
        _queue.Clear();
    }

    private void RunOne()
    {
        Enter();
        // Stays in the queue while it runs, so that what it posts does not make the context runnable twice.
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
    /// What awaits see. Every step has one of its own: a continuation that waits in an earlier one is then never run inside the step that completes it, where it
    /// would find TaskScheduler.Default as its scheduler and send on to the thread pool whatever it starts.
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
