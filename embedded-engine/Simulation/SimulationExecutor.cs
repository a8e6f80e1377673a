using Genesis.Embedded.Activations;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Scheduling;

namespace Genesis.Embedded.Simulating;

/// <summary>Lets a silo's activations take their turns in a simulation, one turn at a time.</summary>
internal sealed class SimulationExecutor : TurnExecutor, ITurnProbe
{
    private readonly SimulationLoop _loop;
    private readonly LoopContext _context;
    private readonly VirtualTimeProvider _upkeep;
    private readonly VirtualTimer _timeouts;
    private readonly TimeoutSweep _sweep = new();
    private readonly long _started;
    private long _nextSweep = long.MaxValue;

    public SimulationExecutor(SimulationLoop loop, LoopContext context)
    {
        (_loop, _context) = (loop, context);
        _started = loop.Clock.Now;
        _upkeep = new VirtualTimeProvider(loop.Clock, context, TimerKind.Upkeep);
        _timeouts = loop.Clock.Create(new VirtualTimeProvider(loop.Clock, context, TimerKind.Timeouts), static self => ((SimulationExecutor)self!).Sweep(), this);
    }

    public override long Now => (_loop.Clock.Now - _started) / TimeSpan.TicksPerMillisecond;

    public override int TurnsPerRun => 1;

    public override ITurnProbe Probe => this;

    public override TimeProvider Upkeep(TimeProvider time) => _upkeep;

    public override void Schedule(Activation activation, bool again = false)
    {
        // A foreign thread has been reported by OnEnqueue; a killed silo runs nothing more.
        if (_loop.Foreign.IsHere && !_context.IsDead) _loop.Add(activation);
    }

    public override void Watch(Activation activation, long deadline)
    {
        if (activation.TryWatch()) _sweep.Add(activation);
        if (deadline >= _nextSweep || !_loop.Foreign.IsHere) return;
        SweepAt(deadline);
    }

    public override void Run(Action<object?> work, object? state)
    {
        if (!_loop.Foreign.IsHere) _loop.Foreign.Report("work was handed to the engine");
        else if (!_context.IsDead) _loop.Add(new LoopWork(_context, work, state));
    }

    public override void Start()
    {
    }

    public override void Stop() => _timeouts.Dispose();

    void ITurnProbe.OnEnqueue(Activation activation, ITurn turn)
    {
        if (!_loop.Foreign.IsHere) _loop.Foreign.Report($"{Describe(turn)} came to grain {activation.GrainId}");
    }

    void ITurnProbe.OnTurn(Activation activation, ITurn turn) => _loop.Trace.OnTurn(activation, turn);

    void ITurnProbe.OnCallDone(Activation activation, ICall call) => _loop.Trace.OnCallDone(activation, call);

    private void Sweep()
    {
        _nextSweep = long.MaxValue;
        var earliest = _sweep.Sweep(Now);
        if (earliest < _nextSweep) SweepAt(earliest);
    }

    private void SweepAt(long deadline)
    {
        _nextSweep = deadline;
        if (deadline < long.MaxValue / TimeSpan.TicksPerMillisecond)
            _loop.Clock.Set(_timeouts, Math.Max(_started + (deadline * TimeSpan.TicksPerMillisecond), _loop.Clock.Now));
    }

    private static string Describe(ITurn turn) => turn is ICall call ? $"the call {call.Method.DisplayName}" : "a continuation";
}

/// <summary>Work that the engine does outside any activation.</summary>
internal sealed class LoopWork(LoopContext context, Action<object?> work, object? state)
{
    public LoopContext Context { get; } = context;

    public void Run()
    {
        Context.Enter();
        work(state);
    }
}
