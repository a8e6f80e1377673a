using Genesis.Events;

namespace Genesis.Chaos;

/// <summary>A fault in force. Safe from any thread.</summary>
internal sealed class Injection(long number, Fault fault, TimeSpan since, TimeSpan endsAt, Random random)
{
    // Only runs on components' turns wait for it, and are resumed there: the option that would send them through the thread pool is left out for simulations.
    private readonly TaskCompletionSource _over = new();
    private readonly Lock _gate = new();
    private long _struck;
    private bool _ended;

    public long Number => number;

    public Fault Fault => fault;

    public TimeSpan Since => since;

    public TimeSpan EndsAt => endsAt;

    public long Struck => Volatile.Read(ref _struck);

    /// <summary>Ends with the fault: what a hang waits for.</summary>
    public Task Over => _over.Task;

    /// <summary>Whether it will strike no more.</summary>
    public bool IsSpent(TimeSpan now)
    {
        lock (_gate) return _ended || now >= endsAt || (fault.Count is { } count && _struck >= count);
    }

    /// <summary>Whether it strikes a message of this type now; counted if so.</summary>
    public bool Strikes(string type, TimeSpan now)
    {
        if (fault.Types is { } types && !EventPattern.Matches(types, type)) return false;
        lock (_gate)
        {
            if (_ended || now >= endsAt || (fault.Count is { } count && _struck >= count)) return false;
            if (fault.Share < 1 && random.NextDouble() >= fault.Share) return false;
            _struck++;
            return true;
        }
    }

    /// <summary>It strikes now, and is over.</summary>
    public void StrikesOnce()
    {
        lock (_gate) _struck++;
        End();
    }

    public void End()
    {
        lock (_gate) _ended = true;
        _over.TrySetResult();
    }
}
