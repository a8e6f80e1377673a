namespace Genesis.Resilience;

/// <summary>
/// Refuses asks to a target that keeps failing: so many consecutive failures open it for a period, then one probe decides. Any thread may call it;
/// while it is closed and nothing fails, an ask costs one volatile read before and one after.
/// </summary>
/// <remarks>Whoever was let in must come back with <see cref="Report"/> or <see cref="Abandon"/>; a probe that does not is given up after a limit.</remarks>
internal sealed class CircuitBreaker(BreakerOptions options, Action<BreakerTransition>? changed = null)
{
    private volatile BreakerOptions _options = options;
    private volatile Position _position = new(BreakerState.Closed, 0, 0, TimeSpan.Zero, null, "No ask has failed.");
    private long _opened;
    private long _probes;
    private long _refused;

    public BreakerState State => _position.State;

    public BreakerStatus Status
    {
        get
        {
            var position = _position;
            return new(position.State, position.Since, position.State == BreakerState.Open ? position.Since + _options.OpenFor : null,
                position.Failures, position.Reason, Volatile.Read(ref _opened), Volatile.Read(ref _probes), Volatile.Read(ref _refused));
        }
    }

    /// <summary>Takes other thresholds and periods: they count from the next ask on, also for a period that has begun.</summary>
    public void Configure(BreakerOptions options) => _options = options;

    /// <summary>May an ask go to the target now?</summary>
    public BreakerEntry TryEnter(TimeSpan now)
    {
        var position = _position;
        return position.State == BreakerState.Closed ? new(BreakerVerdict.Allowed, position.Epoch, TimeSpan.Zero) : TryProbe(position, now);
    }

    /// <summary>The result of an ask that was let in. Only failures that tell something about the target count: a refusal by the caller's own policies is none.</summary>
    public void Report(in BreakerEntry entry, bool ok, TimeSpan now)
    {
        while (true)
        {
            var position = _position;
            if (position.Epoch != entry.Epoch || !entry.Allowed || (ok && position is { State: BreakerState.Closed, Failures: 0 })) return;
            if (Move(position, AfterResult(position, ok, now), now)) return;
        }
    }

    /// <summary>An ask that was let in did not reach the target, so nothing was learnt. If it was the probe, the next ask is.</summary>
    public void Abandon(in BreakerEntry entry, TimeSpan now)
    {
        if (entry.Verdict != BreakerVerdict.Probe) return;
        var position = _position;
        if (position.Epoch == entry.Epoch && position.State == BreakerState.HalfOpen)
            Move(position, position with { Epoch = position.Epoch + 1, ProbeSince = null }, now);
    }

    /// <summary>The target has recovered: the next ask is a probe, whatever is left of the period. Results of asks from before no longer count.</summary>
    public void HalfOpen(TimeSpan now)
    {
        while (true)
        {
            var position = _position;
            var next = position.State == BreakerState.Closed
                ? position with { Epoch = position.Epoch + 1, Failures = 0 }
                : new Position(BreakerState.HalfOpen, position.Epoch + 1, position.Failures, now, null, "The component has recovered.");
            if (Move(position, next, now)) return;
        }
    }

    /// <summary>The target is known to be down: asks are refused from now on, without having to fail first.</summary>
    public void Trip(string reason, TimeSpan now)
    {
        while (true)
        {
            var position = _position;
            if (position.State == BreakerState.Open) return;
            if (Move(position, new(BreakerState.Open, position.Epoch + 1, position.Failures, now, null, reason), now)) return;
        }
    }

    private BreakerEntry TryProbe(Position position, TimeSpan now)
    {
        while (position.State != BreakerState.Closed)
        {
            var wait = position.State == BreakerState.Open
                ? position.Since + _options.OpenFor - now
                : position.ProbeSince is { } since ? since + _options.ProbeLimit - now : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                Interlocked.Increment(ref _refused);
                return new(BreakerVerdict.Refused, position.Epoch, wait);
            }
            var next = position.State == BreakerState.Open
                ? new Position(BreakerState.HalfOpen, position.Epoch + 1, position.Failures, now, now, "The period is over.")
                : position with { Epoch = position.Epoch + 1, ProbeSince = now };
            if (Move(position, next, now))
            {
                Interlocked.Increment(ref _probes);
                return new(BreakerVerdict.Probe, next.Epoch, TimeSpan.Zero);
            }
            position = _position;
        }
        return new(BreakerVerdict.Allowed, position.Epoch, TimeSpan.Zero);
    }

    private Position AfterResult(Position position, bool ok, TimeSpan now)
    {
        if (ok)
        {
            return position.State == BreakerState.Closed
                ? position with { Failures = 0 }
                : new(BreakerState.Closed, position.Epoch + 1, 0, now, null, "The probe succeeded.");
        }
        var failures = position.Failures + 1;
        if (position.State == BreakerState.Closed && failures < _options.Failures) return position with { Failures = failures };
        return new(BreakerState.Open, position.Epoch + 1, failures, now, null,
            position.State == BreakerState.Closed ? $"{failures} consecutive asks failed." : "The probe failed.");
    }

    private bool Move(Position from, Position to, TimeSpan now)
    {
        if (Interlocked.CompareExchange(ref _position, to, from) != from) return false;
        if (to.State == from.State) return true;
        if (to.State == BreakerState.Open) Interlocked.Increment(ref _opened);
        changed?.Invoke(new(from.State, to.State, now, to.Reason));
        return true;
    }

    private sealed record Position(BreakerState State, int Epoch, int Failures, TimeSpan Since, TimeSpan? ProbeSince, string Reason);
}
