using Genesis.Simulations.Scheduling;

namespace Genesis.Simulations.Grains;

/// <summary>
/// The turns of one activation: continuations of its code, posted actions, and looks at its queue of calls. It is the TaskScheduler of the
/// grain's code and runs one turn per step of the simulation.
/// </summary>
internal sealed class ActivationScheduler(SiloRuntime silo, Activation activation) : TaskScheduler, IWorkItemScheduler, IRunnable
{
    private static readonly object Look = new();

    private readonly Queue<object> _turns = new();
    private bool _isRunnable;
    private bool _willLook;
    private object? _turn;

    public LoopContext Home => silo.Context;

    public override int MaximumConcurrencyLevel => 1;

    public int Count => _turns.Count;

    /// <summary>Queues a look at the activation's calls, unless one is queued already.</summary>
    public void QueueLook()
    {
        if (_willLook) return;
        _willLook = true;
        Enqueue(Look);
    }

    public void QueueAction(Action action) => Enqueue(new PostedAction(static state => ((Action)state)(), action));

    public void QueueAction(Action<object> action, object state) => Enqueue(new PostedAction(action, state));

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    public void Step()
    {
        var turn = _turns.Dequeue();
        CleanFlow.Restore();
        SynchronizationContext.SetSynchronizationContext(null);
        silo.Loop.Enter(activation);
        silo.Trace.OnTurn(activation);
        try
        {
            if (turn is Task task)
            {
                silo.Trace.OnTask(activation);
                TryExecuteTask(task);
            }
            else
            {
                // Inside a task of this scheduler, because TaskScheduler.Current of the grain's code must be this.
                _turn = turn;
                new Task(static self => ((ActivationScheduler)self!).RunTurn(), this).RunSynchronously(this);
            }
        }
        finally
        {
            silo.Loop.Enter(null);
            if (_turns.Count > 0) silo.Loop.Add(this);
            else _isRunnable = false;
        }
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && (ReferenceEquals(silo.Loop.Current, activation) || ReferenceEquals(task.AsyncState, this))
            && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Enqueue(object turn)
    {
        if (!silo.Loop.Foreign.IsHere)
        {
            silo.Loop.Foreign.Report($"a {(turn is Task ? "continuation" : "turn")} came to grain {activation.GrainId}");
            return;
        }
        if (silo.Context.IsDead) return;
        _turns.Enqueue(turn);
        if (_isRunnable) return;
        _isRunnable = true;
        silo.Loop.Add(this);
    }

    private void RunTurn()
    {
        try
        {
            if (_turn is PostedAction action)
            {
                silo.Trace.OnTask(activation);
                action.Run();
            }
            else
            {
                _willLook = false;
                activation.LookAtCalls();
            }
        }
        catch (Exception exception)
        {
            silo.Log.TurnFailed(exception, activation.GrainId);
        }
    }

    private sealed class PostedAction(Action<object> action, object state)
    {
        public void Run() => action(state);
    }
}
