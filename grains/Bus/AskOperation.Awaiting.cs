using System.Threading.Tasks.Sources;

namespace Genesis;

// What the asker awaits, and where the operation goes afterwards: back to its thread's pool.
internal sealed partial class AskOperation
{
    private const int Kept = 64;

    [ThreadStatic]
    private static AskOperation?[]? _pool;

    [ThreadStatic]
    private static int _pooled;

    // For askers on a component's turn; touched there only.
    private Action<object?>? _continuation;
    private object? _continuationState;

    public static AskOperation Rent()
    {
        if (_pooled == 0) return new AskOperation();
        var operation = _pool![--_pooled]!;
        _pool[_pooled] = null;
        return operation;
    }

    /// <summary>Lets the code go on that awaits the outcome.</summary>
    public void Continue()
    {
        var (continuation, state) = (_continuation!, _continuationState);
        _continuation = null;
        _continuationState = null;
        continuation(state);
    }

    Outcome IValueTaskSource<Outcome>.GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        // One whose reply may still come stays as it is.
        if (!_timedOut && Attempts == 1) Return();
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

    private void Return()
    {
        _core.Reset();
        Route = null!;
        Request = null!;
        Frame = null;
        _context = null;
        var pool = _pool ??= new AskOperation?[Kept];
        if (_pooled < Kept) pool[_pooled++] = this;
    }
}
