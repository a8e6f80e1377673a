using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;
using Orleans.Runtime;

namespace Genesis.Embedded.Activations;

/// <summary>
/// One grain (or observer) in memory: its inbox, its turns, its calls and its life. Everything but the inbox is touched only
/// on its own turn, which one thread at a time runs. It is itself the TaskScheduler of the grain's code.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IThreadPoolWorkItem
{
    private Inbox _inbox = Inbox.Create();
    private ITurn? _batch;

    /// <summary>How many turns of the batch have not run yet; other threads look at it for limits and metrics.</summary>
    private int _left;

    public Activation(Engine engine, GrainClass grainClass, GrainId id, object? instance = null)
    {
        Engine = engine;
        Class = grainClass;
        GrainId = id;
        Number = engine.NextActivationNumber();
        _lastUsed = engine.Executor.Now;
        if (instance is not null)
        {
            GrainInstance = instance;
            State = ActivationState.Valid;
        }
    }

    public Engine Engine { get; }
    public GrainClass Class { get; }
    public GrainId GrainId { get; }

    /// <summary>Distinguishes activations of one identity over time.</summary>
    public long Number { get; }

    public object? GrainInstance { get; private set; }

    /// <summary>True once the activation will never run another call: holders of a cached one look it up again.</summary>
    public bool IsDead => State == ActivationState.Invalid;

    public void Enqueue(ITurn turn)
    {
        Engine.Probe?.OnEnqueue(this, turn);
        if (_inbox.Push(turn)) Engine.Executor.Schedule(this);
    }

    public void Post(SendOrPostCallback callback, object? state) => Enqueue(new PostedTurn(callback, state));

    /// <summary>True while this thread runs a turn of this activation.</summary>
    public bool IsCurrent => ReferenceEquals(RuntimeContext.Current, this);

    // The pool runs the turns inside a task on this scheduler: that is what makes TaskScheduler.Current right in grain code.
    void IThreadPoolWorkItem.Execute() => RunTurns(Engine.Executor.TurnsPerRun);

    public void RunTurns(int most)
    {
        _budget = most;
        _pump = new Task(static self => ((Activation)self!).RunBatch(), this);
        _pump.RunSynchronously(this);
    }

    private int _budget;
    private Task? _pump;

    private void RunBatch()
    {
        var outer = SynchronizationContext.Current;
        var outerFlow = CleanFlow.Enter();
        // Awaits in grain code come back through the scheduler, as in Orleans: a context would hide it from what they inline.
        SynchronizationContext.SetSynchronizationContext(null);
        RuntimeContext.SetExecutionContext(this, out var outerGrain);
        try
        {
            var more = RunWithin(_budget);
            if (more) Engine.Executor.Schedule(this, again: true);
        }
        finally
        {
            RuntimeContext.ResetExecutionContext(outerGrain);
            SynchronizationContext.SetSynchronizationContext(outer);
            CleanFlow.Leave(outerFlow);
        }
    }

    /// <summary>Runs up to so many turns, or as many as end in the time. True when there is more to do and the activation stays scheduled.</summary>
    private bool RunWithin(int most)
    {
        var executor = Engine.Executor;
        var end = executor.Now + executor.MillisecondsPerRun;
        while (true)
        {
            if (executor.Now > end) most = 0;
            if (_recheck)
            {
                // Asked before looking: NextEligible takes the call out of its list, and one that is then not run would be lost.
                if (most <= 0 && _waiting.Count > 0) return true;
                if (NextEligible() is { } waiting)
                {
                    most--;
                    Guard(waiting, fromWaiting: true);
                    continue;
                }
                _recheck = false;
            }
            if (_batch is null && (_batch = _inbox.TakeAll(out _left)) is null)
            {
                // Once idle, another thread may run this activation: nothing of it may be touched after TryIdle.
                if (_inbox.TryIdle()) return false;
                continue;
            }
            if (most-- <= 0) return true;
            var turn = _batch;
            _batch = turn.Next;
            _left--;
            turn.Next = null;
            Guard(turn, fromWaiting: false);
        }
    }

    private void Guard(ITurn turn, bool fromWaiting)
    {
        try
        {
            if (fromWaiting) StartCall((ICall)turn);
            else turn.Run(this);
        }
        catch (Exception exception)
        {
            // Calls carry their own errors, so this is a callback's, or a call's that could not even be started and must not be waited for.
            if (turn is ICall call && call.TryFail(exception)) OnCallDone(call);
            else Engine.Log.TurnFailed(exception, GrainId);
        }
        finally
        {
            _current = null;
            CleanFlow.Reset();
            Engine.Probe?.OnTurn(this, turn);
        }
    }

    public void RunTask(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => Enqueue(new TaskTurn(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        (IsCurrent || ReferenceEquals(task, _pump)) && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    public override int MaximumConcurrencyLevel => 1;

    public override string ToString() => $"[{GrainId} #{Number} {State}]";
}
