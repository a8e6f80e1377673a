using System.Threading.Tasks.Sources;

namespace Genesis;

// What the asker awaits, and where the operation goes afterwards: back to its thread's pool.
internal sealed partial class AskOperation : IValueTaskSource<Outcome>
{
    private const int Kept = 64;
    private const int NumbersAtOnce = 256;

    [ThreadStatic]
    private static AskOperation?[]? _pool;

    [ThreadStatic]
    private static int _pooled;

    private ManualResetValueTaskSourceCore<Outcome> _core;

    // For askers on a component's turn; touched there only.
    private Action<object?>? _continuation;
    private object? _continuationState;

    // Numbers for asks that no handler run numbers, taken from the process' own a few at a time. One process may have several hosts.
    private AskMetrics? _numbers;
    private long _number;

    public static AskOperation Rent()
    {
        if (_pooled == 0) return new AskOperation();
        var operation = _pool![--_pooled]!;
        _pool[_pooled] = null;
        return operation;
    }

    /// <summary>A number that no other ask of this process has.</summary>
    public long NextNumber(AskMetrics numbers)
    {
        if (!ReferenceEquals(_numbers, numbers) || _number % NumbersAtOnce == 0) (_numbers, _number) = (numbers, numbers.TakeNumbers(NumbersAtOnce));
        return ++_number;
    }

    /// <summary>Lets the code go on that awaits the outcome.</summary>
    public void Continue()
    {
        var (continuation, state) = (_continuation!, _continuationState);
        _continuation = null;
        _continuationState = null;
        continuation(state);
    }

    /// <summary>On the asker's side.</summary>
    private void Complete(Reply reply, TimeSpan now)
    {
        var elapsed = now - _started;
        // The breaker is around the retries: it learns how the ask has ended.
        Route.Target.Report(_entry, reply, now);
        Route.Count(reply.Kind, elapsed);
        _bus.Metrics.Ended(reply.Kind, elapsed);
        if (_isLocal) _bus.Metrics.EndedLocal(elapsed);
        Frame?.Remove(this);
        // On a component's turn nothing runs but through the baton. Once it has its result, it may serve the next ask at any moment.
        var resumes = _gated && _continuation is not null;
        _core.RunContinuationsAsynchronously = _gated && _bus.Clock.IsReal;
        _core.SetResult(new Outcome(reply, Route.Target.Id, Request.Type, Attempts, elapsed));
        if (resumes) Frame!.Cell.Baton.Resume(this);
    }

    Outcome IValueTaskSource<Outcome>.GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        // One whose first answer may still come stays as it is.
        if (_answered) Return();
        return outcome;
    }

    ValueTaskSourceStatus IValueTaskSource<Outcome>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<Outcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        var onTurn = _gated && _core.GetStatus(token) == ValueTaskSourceStatus.Pending && ReferenceEquals(TaskScheduler.Current, Frame!.Cell.Scheduler);
        if (!onTurn)
        {
            _core.OnCompleted(continuation, state, token, flags);
            return;
        }
        _continuation = continuation;
        _continuationState = state;
        if (IsWanted) Frame!.Cell.Baton.Awaits(Frame);
    }

    public WaitStep ToStep(Func<TimeSpan, DateTimeOffset> at) =>
        new(Frame?.Cell.Id ?? Request.Source, _frameRun, Request.Id, Route.Target.Id, Request.Type, at(_started));

    private void Return()
    {
        _core.Reset();
        (Route, Request, Frame, _reply, _context, _carried) = (null!, null!, null, null, null, null);
        (_gated, _isLocal, _answered, IsRetrying) = (false, false, false, false);
        var pool = _pool ??= new AskOperation?[Kept];
        if (_pooled < Kept) pool[_pooled++] = this;
    }
}
