using Genesis.Embedded.Activations;
using Orleans.Runtime;

namespace Genesis.Embedded.Timers;

/// <summary>A timer of one activation. A period starts when the callback has completed, so ticks never pile up.</summary>
internal abstract class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private bool _inTick;

    /// <summary>The due time that was asked for during a tick; it counts from the end of the tick.</summary>
    private TimeSpan? _dueAfterTick;
    private bool _isDisposed;

    protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));
        _activation = activation;
        Options = options;
        _period = options.Period;
        _timer = activation.Engine.Time.CreateTimer(static self => ((GrainTimer)self!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public GrainTimerCreationOptions Options { get; }

    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    /// <summary>The user's callback.</summary>
    protected abstract Task Callback(CancellationToken cancellationToken);

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            if (IsDisposed) return;
            _period = period;
            if (_inTick) _dueAfterTick = dueTime;
            else _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (IsDisposed) return;
            _isDisposed = true;
            _timer.Dispose();
        }
        _activation.Forget(this);
        try
        {
            // Callbacks of the token are grain code: not under the lock.
            _disposed.Cancel();
        }
        catch (AggregateException exception)
        {
            _activation.Engine.Log.TimerFailed(exception, _activation.GrainId);
        }
    }

    private void Due()
    {
        lock (_gate)
        {
            // A tick that is still waiting or running takes this one's place.
            if (IsDisposed || _inTick) return;
            _inTick = true;
        }
        var call = new TimerCall(this);
        call.Header.Deadline = long.MaxValue;
        _activation.Enqueue(call);
    }

    public async Task Tick()
    {
        try
        {
            if (!IsDisposed) await Callback(_disposed.Token);
        }
        catch (Exception exception)
        {
            _activation.OnCallFailed(exception);
            if (!IsDisposed) _activation.Engine.Log.TimerFailed(exception, _activation.GrainId);
        }
        finally
        {
            lock (_gate)
            {
                _inTick = false;
                if (!IsDisposed) _timer.Change(_dueAfterTick ?? _period, Timeout.InfiniteTimeSpan);
                _dueAfterTick = null;
            }
        }
    }

    private static void Check(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, value, "A timer's times are zero or more, or Timeout.InfiniteTimeSpan for never.");
    }
}

/// <summary>A timer whose callback takes a state.</summary>
internal sealed class GrainTimer<TState>(
    Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) : GrainTimer(activation, options)
{
    protected override Task Callback(CancellationToken cancellationToken) => callback(state, cancellationToken);
}
