using Genesis.Simulations.Detection;
using Genesis.Simulations.Determinism;
using Genesis.Simulations.Internals;
using Genesis.Simulations.Time;

namespace Genesis.Simulations.Scheduling;

/// <summary>
/// The heart of a simulation: a list of the items that can run, a clock, and a seeded choice. Each step runs one turn of one activation,
/// one continuation of a context, or one timer. The clock jumps when nothing can run.
/// </summary>
internal sealed class SimulationLoop
{
    private readonly List<IRunnable> _runnable = [];
    private readonly SeededRandom _order;
    private readonly LoopLimits _limits;
    private readonly ExecutionContext? _callersFlow = ExecutionContext.Capture();
    private Exception? _failure;

    public SimulationLoop(long seed, DateTimeOffset start, LoopLimits limits, TimeSpan foreignWorkPatience, Action<string>? trace)
    {
        _limits = limits;
        _order = new SeededRandom(seed, "order of turns");
        Foreign = new ForeignWork(foreignWorkPatience);
        Clock = new VirtualClock(start, new SeededRandom(seed, "order of timers"), Foreign);
        Trace = new SimulationTrace(this, trace);
    }

    public ForeignWork Foreign { get; }

    public VirtualClock Clock { get; }

    public SimulationTrace Trace { get; }

    public long Steps { get; private set; }

    /// <summary>The grain whose code runs now. Null outside grains.</summary>
    public IGrainContext? Current { get; private set; }

    /// <summary>The source of knowledge about pending calls.</summary>
    public required IWaitReport Waits { get; init; }

    public void Add(IRunnable runnable) => _runnable.Add(runnable);

    /// <summary>Drops the work of a silo that ended.</summary>
    public void Remove(LoopContext home)
    {
        _runnable.RemoveAll(item => ReferenceEquals(item.Home, home));
        Clock.RemoveDead();
    }

    /// <summary>Sets the grain whose code runs from here on and gives the one before.</summary>
    public IGrainContext? Enter(IGrainContext? grain)
    {
        var outer = Current;
        Current = grain;
        OrleansInternals.SetCurrentGrain(grain);
        return outer;
    }

    /// <summary>Ends the simulation with an exception that nobody can catch.</summary>
    public void Fail(Exception exception) => _failure ??= exception;

    public void RunUntil(Task done)
    {
        if (_limits.WatchPool) PoolWatch.Watch(Foreign);
        try
        {
            while (!done.IsCompleted) Step();
            Check();
        }
        finally
        {
            PoolWatch.Watch(null);
            Enter(null);
        }
    }

    private void Step()
    {
        Check();
        if (++Steps > _limits.MaxSteps)
            throw new LimitFailure(
                $"The simulation has taken {_limits.MaxSteps:N0} steps (SimulationOptions.MaxSteps) and the body is not done. Code "
                    + $"may be going round in circles: "
                + $"read the last lines of the trace (SimulationOptions.Trace). {Waits.DescribePending()}");
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
        var last = _runnable.Count - 1;
        _runnable[chosen] = _runnable[last];
        _runnable.RemoveAt(last);
        // Code of the body and of the host sees the ambient values of the simulation's caller. Turns of grains begin with none.
        if (item is LoopContext && _callersFlow is not null) ExecutionContext.Restore(_callersFlow);
        item.Step();
    }

    private void Fire()
    {
        var timer = Clock.Advance();
        Trace.OnTimer(timer);
        timer.Fire();
    }

    /// <summary>Goes on to the next timer, unless nobody can be waiting for a timer.</summary>
    private void OnQuiet()
    {
        if (IsStuck())
        {
            // Something real may be on its way, such as a timer of the real clock.
            if (!Waits.IsCertain && Foreign.Wait()) Check();
            throw new DeadlockFailure(Waits.DescribeDeadlock());
        }
        if (Clock.Next!.Due > _limits.MaxVirtualTime.Ticks)
            throw new LimitFailure(
                $"Virtual time would pass {_limits.MaxVirtualTime} (SimulationOptions.MaxVirtualTime) and the body is not done: it "
                    + $"waits for something that does not come, "
                + $"while timers go on. {Waits.DescribePending()}");
        Fire();
    }

    private bool IsStuck()
    {
        if (Clock.Next is not { } next) return true;
        if (Clock.Count(TimerKind.Work) > 0) return false;
        if (_limits.LetCallsTimeOut) return Clock.Count(TimerKind.Timeouts) == 0 && !Waits.CanCollect;
        if (next.Owner.Kind == TimerKind.Timeouts && Waits.HasPendingCalls) return true;
        return !Waits.CanCollect;
    }

    private void Check()
    {
        Foreign.ThrowIfAny();
        if (_failure is { } failure) throw failure;
    }
}
