using Genesis.Embedded.Activations;
using Genesis.Embedded.Hosting;

namespace Genesis.Embedded.Simulating;

/// <summary>
/// The heart of a simulation: a set of what can run now, a clock, and a seeded choice. Each step runs one turn of one activation, or one
/// continuation of a context, or one timer; when nothing can run the clock jumps.
/// </summary>
internal sealed class SimulationLoop
{
    private readonly List<object> _runnable = [];
    private readonly SeededRandom _order;
    private readonly SimulationOptions _options;
    private readonly List<Engine> _engines = [];
    private Exception? _failure;

    public SimulationLoop(long seed, SimulationOptions options)
    {
        _options = options;
        _order = new SeededRandom(seed, "order of turns");
        Foreign = new ForeignWork(options.ForeignWorkPatience);
        Clock = new VirtualClock(options.Start, new SeededRandom(seed, "order of timers"), Foreign);
        Trace = new SimulationTrace(this, options.Trace);
    }

    public ForeignWork Foreign { get; }
    public VirtualClock Clock { get; }
    public SimulationTrace Trace { get; }
    public long Steps { get; private set; }

    /// <summary>The engines that run; those of killed silos are not among them.</summary>
    public IReadOnlyList<Engine> Engines => _engines;

    public void Add(object runnable) => _runnable.Add(runnable);

    public void Add(Engine engine) => _engines.Add(engine);

    /// <summary>Nothing of the silo runs from here on.</summary>
    public void Remove(Engine engine, LoopContext context)
    {
        _engines.Remove(engine);
        _runnable.RemoveAll(item => item switch
        {
            Activation activation => ReferenceEquals(activation.Engine, engine),
            LoopWork work => ReferenceEquals(work.Context, context),
            _ => ReferenceEquals(item, context),
        });
        Clock.RemoveDead();
    }

    /// <summary>An exception that nobody can catch ends the simulation.</summary>
    public void Fail(Exception exception) => _failure ??= exception;

    public void RunUntil(Task done)
    {
        if (!_options.ToleratePoolWork) PoolWatch.Watch(Foreign);
        try
        {
            while (!done.IsCompleted) Step();
            Check();
        }
        finally
        {
            PoolWatch.Watch(null);
        }
    }

    private void Step()
    {
        Check();
        if (++Steps > _options.MaxSteps)
            throw new SimulationLimitException(
                $"It has taken {_options.MaxSteps:N0} steps (SimulationOptions.MaxSteps) and the body is not done. Something may be going round in circles: look at the last lines of the trace "
                + $"(SimulationOptions.Trace). {DeadlockReport.Pending(this)}");
        var timerIsDue = Clock.Next is { } next && next.Due <= Clock.Now;
        if (_runnable.Count == 0 && !timerIsDue)
        {
            OnQuiet();
            return;
        }
        var choices = _runnable.Count + (timerIsDue ? 1 : 0);
        var chosen = choices == 1 ? 0 : _order.Next(choices);
        if (chosen == _runnable.Count) Fire();
        else Run(chosen);
    }

    private void Run(int chosen)
    {
        var item = _runnable[chosen];
        _runnable[chosen] = _runnable[^1];
        _runnable.RemoveAt(_runnable.Count - 1);
        switch (item)
        {
            case Activation activation:
                activation.RunTurns(1);
                break;
            case LoopContext context:
                Trace.OnContext(context);
                context.Step();
                break;
            default:
                ((LoopWork)item).Run();
                break;
        }
    }

    private void Fire()
    {
        var timer = Clock.Advance();
        Trace.OnTimer(timer);
        timer.Fire();
    }

    /// <summary>Nothing can run at this instant: on to the next timer, unless nobody can be waiting for any.</summary>
    private void OnQuiet()
    {
        if (IsStuck())
        {
            // Before anybody is blamed: perhaps something real is on its way, such as a timer of the real clock.
            if (!DeadlockReport.IsCertain(this) && Foreign.Wait()) Check();
            throw new SimulationDeadlockException(DeadlockReport.Describe(this));
        }
        if (Clock.Next!.Due > _options.MaxVirtualTime.Ticks)
            throw new SimulationLimitException(
                $"Virtual time would pass {_options.MaxVirtualTime} (SimulationOptions.MaxVirtualTime) and the body is not done: it waits for something that does not come, while timers go on. "
                + DeadlockReport.Pending(this));
        Fire();
    }

    private bool IsStuck()
    {
        if (Clock.Next is not { } next) return true;
        if (Clock.Count(TimerKind.Work) > 0) return false;
        if (_options.LetCallsTimeOut) return Clock.Count(TimerKind.Timeouts) == 0 && !CanCollect();
        if (next.Owner.Kind == TimerKind.Timeouts && DeadlockReport.HasPendingCalls(this)) return true;
        return !CanCollect();
    }

    /// <summary>True when an activation may yet be collected as idle: its deactivation may be what is waited for.</summary>
    private bool CanCollect() => _engines.Exists(static engine => engine.Catalog.All.Any(static activation => activation.IsCollectable));

    private void Check()
    {
        Foreign.ThrowIfAny();
        if (_failure is { } failure) throw failure;
    }
}
