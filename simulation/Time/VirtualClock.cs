using Genesis.Simulations.Detection;
using Genesis.Simulations.Determinism;

namespace Genesis.Simulations.Time;

/// <summary>The time of a simulation. It stands still while code runs and jumps to the next timer when no code can run.</summary>
internal sealed class VirtualClock(DateTimeOffset start, SeededRandom order, ForeignWork foreign)
{
    private readonly TimerHeap _timers = new();
    private readonly int[] _counts = new int[3];
    private long _lastTimer;
    private long _now;

    /// <summary>Ticks (100 ns) since the simulation began.</summary>
    public long Now => Volatile.Read(ref _now);

    public DateTimeOffset Start { get; } = start;

    public VirtualTimer? Next => _timers.First;

    /// <summary>Counts the due timers of one kind.</summary>
    public int Count(TimerKind kind) => _counts[(int)kind];

    public VirtualTimer Create(VirtualTimeProvider owner, TimerCallback callback, object? state) =>
        new(this, owner, callback, state, ++_lastTimer);

    /// <summary>True on the simulation's thread. On another thread the call reports a disturbance.</summary>
    public bool IsHere(string action) => foreign.IsHere || foreign.Report(action);

    /// <summary>Sets the time at which the timer is due. A negative time means never.</summary>
    public void Set(VirtualTimer timer, long due)
    {
        if (timer.Index >= 0)
        {
            _timers.Remove(timer);
            _counts[(int)timer.Owner.Kind]--;
        }
        if (due < 0 || timer.Owner.IsDead) return;
        timer.Due = due;
        timer.Tie = order.NextBits();
        _timers.Add(timer);
        _counts[(int)timer.Owner.Kind]++;
    }

    /// <summary>Jumps to the next timer, takes the timer off the heap and sets its next period.</summary>
    public VirtualTimer Advance()
    {
        var timer = _timers.First!;
        if (timer.Due > _now) Volatile.Write(ref _now, timer.Due);
        Set(timer, timer.Period > 0 ? timer.Due + timer.Period : -1);
        return timer;
    }

    /// <summary>Removes the timers of silos that were killed.</summary>
    public void RemoveDead()
    {
        foreach (var timer in _timers.All.Where(static timer => timer.Owner.IsDead).ToList()) Set(timer, -1);
    }
}
