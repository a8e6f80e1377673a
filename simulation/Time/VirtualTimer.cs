namespace Genesis.Simulations.Time;

/// <summary>A timer of virtual time. The timer lives in the heap of its clock while it is due.</summary>
internal sealed class VirtualTimer(VirtualClock clock, VirtualTimeProvider owner, TimerCallback callback, object? state, long number)
    : ITimer
{
    // The framework's own timers (Task.Delay, CancellationTokenSource) only pass a completion on. Without a context around them they may do
    // so
    // on the spot even for a waiter that left its context out (ConfigureAwait). Inside a context that waiter would go to the thread pool.
    private readonly bool _isFrameworks = callback.Method.Module.Assembly == typeof(object).Assembly;
    private readonly ExecutionContext? _flow = ExecutionContext.Capture();
    private bool _disposed;

    public VirtualTimeProvider Owner { get; } = owner;

    /// <summary>The place of the timer among all timers of the simulation, in order of creation.</summary>
    public long Number { get; } = number;

    /// <summary>Virtual time (ticks since the start) at which the timer is due.</summary>
    public long Due { get; set; }

    /// <summary>A random number from the seed that orders timers of the same instant.</summary>
    public ulong Tie { get; set; }

    /// <summary>Place in the heap; −1 while the timer is not due at all.</summary>
    public int Index { get; set; } = -1;

    public long Period { get; private set; }

    public string Name => callback.Method.DeclaringType is { } type ? $"{type.Name}.{callback.Method.Name}" : callback.Method.Name;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        if (!clock.IsHere("a timer was set")) return false;
        if (_disposed) return false;
        Period = period > TimeSpan.Zero ? period.Ticks : 0;
        clock.Set(this, dueTime == Timeout.InfiniteTimeSpan ? -1 : clock.Now + dueTime.Ticks);
        return true;
    }

    public void Dispose()
    {
        // A finalizer may dispose of what a silo has left behind.
        if (_disposed || Owner.IsDead) return;
        if (!clock.IsHere("a timer was disposed")) return;
        _disposed = true;
        clock.Set(this, -1);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>Runs the callback, with the ambient values of the code that created the timer.</summary>
    public void Fire()
    {
        if (_isFrameworks) SynchronizationContext.SetSynchronizationContext(null);
        else Owner.Context.Enter();
        if (_flow is null) callback(state);
        else ExecutionContext.Run(_flow, static self => ((VirtualTimer)self!).RunCallback(), this);
    }

    private void RunCallback() => callback(state);

    private static void Check(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan && (value < TimeSpan.Zero || value.TotalMilliseconds > uint.MaxValue - 1))
            throw new ArgumentOutOfRangeException(name, value,
                "A timer's times are from zero to 49 days, or Timeout.InfiniteTimeSpan for never.");
    }
}
