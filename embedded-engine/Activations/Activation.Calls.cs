using Genesis.Embedded.Calls;
using Genesis.Embedded.Filters;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Activations;

// Which call may run now, which waits, and what happens when one ends.
internal sealed partial class Activation
{
    private CallList _waiting;
    private CallList _running;
    private ICall? _current;
    private bool _recheck;

    /// <summary>Running calls that shut others out, and those of them that are read-only.</summary>
    private int _exclusive;
    private int _readers;

    public int WaitingCount => _waiting.Count;
    public int RunningCount => _running.Count;

    /// <summary>Calls and turns that wait, racily: for limits and metrics.</summary>
    public int QueueLength => _inbox.Count + _left + _waiting.Count;

    /// <summary>Whether it has anything to do. The inbox is looked at first: once it is idle, what its turns left in the lists is visible.</summary>
    public bool IsBusy => !_inbox.IsIdle || _running.Count > 0 || _waiting.Count > 0;

    private int _picked;

    /// <summary>
    /// Takes an idle worker for one call. Until the call is in its inbox (<see cref="Unpick"/>) nobody else finds it idle: calls that
    /// come at the same time must not queue behind each other while there may be more workers.
    /// </summary>
    public bool TryPick()
    {
        if (IsDead || IsBusy || Interlocked.Exchange(ref _picked, 1) != 0) return false;
        if (!IsDead && !IsBusy) return true;
        Unpick();
        return false;
    }

    public void Unpick() => Volatile.Write(ref _picked, 0);

    /// <summary>A call's turn has come: it runs, waits, is sent on, or is dropped because its caller has gone.</summary>
    public void RunCall(ICall call)
    {
        if (call.Promise.IsCompleted)
        {
            Engine.Metrics.ExpiredCallDropped();
            return;
        }
        switch (State)
        {
            case ActivationState.Valid when MayStart(call):
            case ActivationState.Deactivating when _deactivationStep == 0 && IsReentrantChain(call):
                StartCall(call);
                break;
            case ActivationState.Invalid:
                Engine.Catalog.Forward(this, call);
                break;
            default:
                _waiting.Append(call, CallPlace.Waiting);
                Engine.Executor.Watch(this, call.Header.Deadline);
                if (State != ActivationState.Created) break;
                // OnActivateAsync sees the values of the call that caused it.
                if (call.Header.Extras?.Context is { } values) RequestContext.Restore(values);
                Activate();
                break;
        }
    }

    private void StartCall(ICall call)
    {
        _current = call;
        if (call.Method.KeepsAlive) _lastUsed = Engine.Executor.Now;
        if (call.Header.Extras?.Context is { } context) RequestContext.Restore(context);
        if (call.Method.TokenIndex >= 0) CallTokens.Attach(this, call);
        if (Class.IsObserver)
            NotifyObserver(call);
        else if (Engine.Filters.HasIncoming || Class.IsCallFilter)
            call.InvokeThrough(this, new IncomingFilterContext(this, call).Run());
        else
            call.Invoke(this, GrainInstance!);
    }

    private void NotifyObserver(ICall call)
    {
        if (((WeakObserver)GrainInstance!).Target is { } observer)
        {
            call.Invoke(this, observer);
            return;
        }
        call.TryFail(new ClientNotAvailableException(GrainId));
        OnCallDone(call);
        StartDeactivation(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The observer was garbage collected."), default);
    }

    /// <summary>The call's method returned a task that is not done: it counts as running until it is.</summary>
    public void OnCallSuspended(ICall call)
    {
        _running.Append(call, CallPlace.Running);
        Engine.Executor.Watch(this, call.Header.Deadline);
        if (call.Method.IsAlwaysInterleave) return;
        _exclusive++;
        if (call.Method.IsReadOnly) _readers++;
    }

    public void OnCallDone(ICall call)
    {
        Engine.Metrics.CallDone(call);
        Engine.Probe?.OnCallDone(this, call);
        if (call.Method.IsOneWay && call.Promise.Exception is { } lost) Engine.Log.OneWayFailed(lost.InnerException ?? lost, call.Method.DisplayName, GrainId);
        if (call.Header.Place == CallPlace.Running)
        {
            _running.Remove(call);
            if (!call.Method.IsAlwaysInterleave)
            {
                _exclusive--;
                if (call.Method.IsReadOnly) _readers--;
            }
        }
        if (_waiting.Count > 0) _recheck = true;
        if (State == ActivationState.Deactivating) ContinueDeactivation();
    }

    /// <summary>Takes the first waiting call that may run now out of the list; calls whose callers have gone fall out on the way.</summary>
    private ICall? NextEligible()
    {
        if (State is not (ActivationState.Valid or ActivationState.Deactivating)) return null;
        ICall? before = null;
        var call = _waiting.First;
        while (call is not null)
        {
            var next = CallList.After(call);
            if (call.Promise.IsCompleted)
            {
                _waiting.Take(before, call);
                Engine.Metrics.ExpiredCallDropped();
            }
            else if (MayStartNow(call))
            {
                _waiting.Take(before, call);
                if (!call.Promise.IsCompleted) return call;
            }
            else
            {
                before = call;
            }
            call = next;
        }
        return null;
    }

    /// <summary>A class's predicate that throws fails the call that it was asked about, and no other.</summary>
    private bool MayStartNow(ICall call)
    {
        try
        {
            return State == ActivationState.Valid ? MayStart(call) : _deactivationStep == 0 && IsReentrantChain(call);
        }
        catch (Exception exception)
        {
            call.TryFail(exception);
            return true;
        }
    }

    /// <summary>The rules of Orleans: reentrant classes and interleaving methods always, readers beside readers, a call chain into a section that allows it.</summary>
    private bool MayStart(ICall call) =>
        _exclusive == 0
        || Class.IsReentrant
        || call.Method.IsAlwaysInterleave
        || (call.Method.IsReadOnly && _readers == _exclusive)
        || IsReentrantChain(call)
        || (Class.MayInterleave is { } may && (may(GrainInstance!, call) || AllRunningMayInterleave(may)));

    private bool AllRunningMayInterleave(Func<object, ICall, bool> may)
    {
        for (var running = _running.First; running is not null; running = CallList.After(running))
            if (!running.Method.IsAlwaysInterleave && !may(GrainInstance!, running)) return false;
        return true;
    }

    private bool IsReentrantChain(ICall call) =>
        _reentrantSections is { Count: > 0 } sections
        && call.Header.Extras?.Context is { } context
        && context.TryGetValue(RequestContext.ReentrancyKey, out var id) && id is Guid guid && sections.ContainsKey(guid);

    private Dictionary<Guid, int>? _reentrantSections;

    public void EnterReentrantSection(Guid id)
    {
        var sections = _reentrantSections ??= [];
        sections[id] = sections.GetValueOrDefault(id) + 1;
        _recheck = true;
    }

    public void ExitReentrantSection(Guid id)
    {
        if (_reentrantSections is not { } sections || !sections.TryGetValue(id, out var count)) return;
        if (count <= 1) sections.Remove(id);
        else sections[id] = count - 1;
    }

    /// <summary>All calls that wait for this activation or run in it. Racy: for the timeout sweep, graphs and messages only.</summary>
    public IEnumerable<ICall> PendingCalls()
    {
        if (_current is { } current && !current.Promise.IsCompleted) yield return current;
        foreach (var start in (ITurn?[])[_running.First, _waiting.First, _batch, _inbox.Peek()])
        {
            var steps = 0;
            for (var turn = start; turn is not null && steps++ < MostRacySteps; turn = turn.Next)
                if (turn is ICall call && !call.Promise.IsCompleted && !ReferenceEquals(call, _current)) yield return call;
        }
    }

    /// <summary>The call that keeps the given one from running, racily, for messages.</summary>
    public ICall? Blocker(ICall waiting)
    {
        for (var call = _current ?? _running.First; call is not null; call = CallList.After(call))
            if (!ReferenceEquals(call, waiting) && !call.Method.IsAlwaysInterleave) return call;
        return null;
    }

    public bool IsRunning(ICall call) => ReferenceEquals(_current, call);

    // The lists move while they are looked at from outside; a walk that is led round in a circle must end.
    private const int MostRacySteps = 100_000;
}
