namespace Genesis.Resilience;

/// <summary>
/// Keeps retries from becoming the load: in a sliding window, retries are at most a share of the first attempts, or a small floor where there is little traffic.
/// Any thread may call it. Counting a first attempt is one interlocked increment.
/// </summary>
internal sealed class RetryBudget(RetryOptions options)
{
    private const int Slots = 10;

    private readonly Lock _gate = new();
    private readonly int[] _attempts = new int[Slots];
    private readonly int[] _retries = new int[Slots];
    private volatile RetryOptions _options = options;
    private long _slotTicks = Math.Max(1, options.BudgetWindow.Ticks / Slots);
    private long _current;
    private long _granted;
    private long _refused;

    /// <summary>Retries allowed since the start of the process.</summary>
    public long Granted => Volatile.Read(ref _granted);

    /// <summary>Retries refused since the start of the process.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Takes another ratio, floor or window; a window of another length begins empty.</summary>
    public void Configure(RetryOptions options)
    {
        lock (_gate)
        {
            _options = options;
            var ticks = Math.Max(1, options.BudgetWindow.Ticks / Slots);
            if (ticks == _slotTicks) return;
            Volatile.Write(ref _slotTicks, ticks);
            Volatile.Write(ref _current, 0);
            Array.Clear(_attempts);
            Array.Clear(_retries);
        }
    }

    /// <summary>Counts a first attempt.</summary>
    public void CountFirstAttempt(TimeSpan now)
    {
        var slot = now.Ticks / Volatile.Read(ref _slotTicks);
        if (slot > Volatile.Read(ref _current)) Advance(slot);
        Interlocked.Increment(ref _attempts[Volatile.Read(ref _current) % Slots]);
    }

    /// <summary>Takes one retry out of the budget, if there is one.</summary>
    public bool TryTake(TimeSpan now)
    {
        lock (_gate)
        {
            AdvanceLocked(now.Ticks / _slotTicks);
            var (attempts, retries) = Count();
            if (retries + 1 > Allowance(attempts))
            {
                _refused++;
                return false;
            }
            _retries[_current % Slots]++;
            _granted++;
            return true;
        }
    }

    /// <summary>First attempts and retries of the window, and how many retries that many attempts allow.</summary>
    public (long Attempts, long Retries, long Allowance) Read(TimeSpan now)
    {
        lock (_gate)
        {
            AdvanceLocked(now.Ticks / _slotTicks);
            var (attempts, retries) = Count();
            return (attempts, retries, Allowance(attempts));
        }
    }

    private long Allowance(long attempts) => Math.Max(_options.BudgetFloor, (long)(attempts * _options.BudgetRatio));

    private (long Attempts, long Retries) Count()
    {
        long attempts = 0, retries = 0;
        for (var i = 0; i < Slots; i++)
        {
            attempts += Volatile.Read(ref _attempts[i]);
            retries += _retries[i];
        }
        return (attempts, retries);
    }

    private void Advance(long slot)
    {
        lock (_gate) AdvanceLocked(slot);
    }

    // Slots are emptied before they become the current one; a caller that comes with an older time counts in the current one.
    private void AdvanceLocked(long slot)
    {
        if (slot <= _current) return;
        for (var s = Math.Max(_current + 1, slot - Slots + 1); s <= slot; s++)
        {
            _attempts[s % Slots] = 0;
            _retries[s % Slots] = 0;
        }
        Volatile.Write(ref _current, slot);
    }
}
