using System.Reflection;
using Genesis.Simulations.Grains;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Timers;

/// <summary>A timer of a grain. Each tick is a call of the grain; the period counts from the end of a tick to the next one.</summary>
internal sealed class SimulatedGrainTimer : IGrainTimer
{
    private static readonly MethodInfo TickMethod = typeof(IGrainTimerInvoker).GetMethod(nameof(IGrainTimerInvoker.InvokeCallbackAsync))!;

    private readonly CancellationTokenSource _disposal = new();
    private readonly SiloRuntime _silo;
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private readonly Tick _tick;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _isChanged;

    public SimulatedGrainTimer(SiloRuntime silo, Activation activation, Func<CancellationToken, Task> callback, bool interleave,
        bool keepAlive)
    {
        (_silo, _activation, _callback, _interleave, _keepAlive) = (silo, activation, callback, interleave, keepAlive);
        _tick = new Tick(this);
        // The ambient values of whoever makes the timer are not those of its ticks.
        using (ExecutionContext.SuppressFlow())
            _timer = silo.Time.CreateTimer(static self => ((SimulatedGrainTimer)self!).Fire(), this, Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        (_dueTime, _period, _isChanged) = (dueTime, period, true);
        // During a tick the change waits for the tick's end.
        if (!_isTicking) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _disposal.Cancel();
        _timer.Dispose();
        _activation.Timers.Remove(this);
    }

    private static void Check(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)value.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)value.TotalMilliseconds, 0xfffffffe, name);
    }

    private void Fire()
    {
        _isTicking = true;
        _activation.Receive(new NotedCall(_tick, _activation.GrainId, InvokeMethodOptions.OneWay)
        {
            Caller = _activation,
            IsLocalOnly = true,
            KeepsAlive = _keepAlive,
            IsAlwaysInterleave = _interleave,
        });
    }

    private void OnTicked()
    {
        if (!_disposal.IsCancellationRequested) _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        _isTicking = false;
    }

    private sealed class Tick(SimulatedGrainTimer timer) : PlainRequest(TickMethod), IGrainTimerInvoker
    {
        public Task InvokeCallbackAsync() => throw new InvalidOperationException("A timer's tick is not called directly.");

        public override async ValueTask<Response> Invoke()
        {
            timer._isChanged = false;
            try
            {
                await timer._callback(timer._disposal.Token);
                return Response.Completed;
            }
            catch (Exception exception)
            {
                return Response.FromException(exception);
            }
            finally
            {
                timer.OnTicked();
            }
        }
    }
}
