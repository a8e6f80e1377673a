namespace Genesis.Embedded.Simulating;

/// <summary>The time of a simulation: it stands still while anything runs and jumps to the next timer when nothing does.</summary>
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

    /// <summary>Timers of one kind that are due some time.</summary>
    public int Count(TimerKind kind) => _counts[(int)kind];

    public VirtualTimer Create(VirtualTimeProvider owner, TimerCallback callback, object? state) => new(this, owner, callback, state, ++_lastTimer);

    /// <summary>True on the simulation's thread; elsewhere the simulation learns that it was disturbed.</summary>
    public bool IsHere(string what) => foreign.IsHere || foreign.Report(what);

    /// <summary>Sets when the timer is due; negative for never.</summary>
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

    /// <summary>Jumps to the next timer, takes it off the heap and sets its next period.</summary>
    public VirtualTimer Advance()
    {
        var timer = _timers.First!;
        if (timer.Due > _now) Volatile.Write(ref _now, timer.Due);
        Set(timer, timer.Period > 0 ? timer.Due + timer.Period : -1);
        return timer;
    }

    /// <summary>Removes the timers of a silo that was killed.</summary>
    public void RemoveDead()
    {
        foreach (var timer in _timers.All.Where(static timer => timer.Owner.IsDead).ToList()) Set(timer, -1);
    }
}

/// <summary>What a timer is for: it decides whether anybody can be waiting for it.</summary>
internal enum TimerKind
{
    /// <summary>Made by the code under simulation, or for it.</summary>
    Work,

    /// <summary>The engine's upkeep, such as idle collection.</summary>
    Upkeep,

    /// <summary>Response timeouts.</summary>
    Timeouts,
}
