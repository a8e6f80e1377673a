using Genesis.Resilience;

namespace Genesis;

/// <summary>
/// All asks under way from this process, so that one timer ends those whose deadline has passed, and anybody can see who waits for whom.
/// Whoever removes an operation may complete it: nobody else can.
/// </summary>
internal sealed class InFlight : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Stripe[] _stripes = new Stripe[8];
    private readonly MonotonicClock _clock;
    private readonly ITimer _timer;
    private readonly Lock _arming = new();

    // When the timer fires next; asks that end later need not touch it.
    private long _nextSweep = long.MaxValue;

    public InFlight(MonotonicClock clock, TimeProvider time)
    {
        _clock = clock;
        for (var i = 0; i < _stripes.Length; i++) _stripes[i] = new Stripe();
        _timer = time.CreateTimer(static self => ((InFlight)self!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(AskOperation operation)
    {
        var stripe = _stripes[Environment.CurrentManagedThreadId & (_stripes.Length - 1)];
        operation.Stripe = stripe;
        lock (stripe.Gate)
        {
            operation.Next = stripe.First;
            if (stripe.First is { } first) first.Previous = operation;
            stripe.First = operation;
        }
        if (operation.EndsAt.Ticks < Volatile.Read(ref _nextSweep)) Arm(operation.EndsAt);
    }

    /// <summary>Takes the operation out; false when somebody else has.</summary>
    public static bool Remove(AskOperation operation)
    {
        if (operation.Stripe is not { } stripe) return false;
        lock (stripe.Gate) return stripe.Unlink(operation);
    }

    /// <summary>Takes it out if its first attempt is still waited for: an answer to that one says nothing about a retry.</summary>
    public static bool RemoveFirst(AskOperation operation)
    {
        if (operation.Stripe is not { } stripe) return false;
        lock (stripe.Gate) return !operation.IsRetrying && stripe.Unlink(operation);
    }

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var stripe in _stripes)
            {
                lock (stripe.Gate)
                {
                    for (var operation = stripe.First; operation is not null; operation = operation.Next) count++;
                }
            }
            return count;
        }
    }

    public IReadOnlyList<WaitStep> Waits(Func<TimeSpan, DateTimeOffset> at)
    {
        List<WaitStep> waits = [];
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate)
            {
                for (var operation = stripe.First; operation is not null; operation = operation.Next) waits.Add(operation.ToStep(at));
            }
        }
        return waits;
    }

    private void Arm(TimeSpan end)
    {
        lock (_arming)
        {
            if (end.Ticks >= _nextSweep) return;
            _nextSweep = end.Ticks;
            var wait = end - _clock.Now;
            _timer.Change(wait > Shortest ? wait : Shortest, Timeout.InfiniteTimeSpan);
        }
    }

    private void Sweep()
    {
        lock (_arming) _nextSweep = long.MaxValue;
        var now = _clock.Now;
        var earliest = TimeSpan.MaxValue;
        List<AskOperation>? over = null;
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate)
            {
                for (var operation = stripe.First; operation is not null;)
                {
                    var next = operation.Next;
                    if (operation.EndsAt > now) earliest = operation.EndsAt < earliest ? operation.EndsAt : earliest;
                    else if (stripe.Unlink(operation)) (over ??= []).Add(operation);
                    operation = next;
                }
            }
        }
        if (over is not null)
            foreach (var operation in over) operation.TimeIsUp();
        if (earliest < TimeSpan.MaxValue) Arm(earliest);
    }

    public void Dispose() => _timer.Dispose();

    internal sealed class Stripe
    {
        public readonly Lock Gate = new();
        public AskOperation? First;

        public bool Unlink(AskOperation operation)
        {
            if (!ReferenceEquals(operation.Stripe, this)) return false;
            if (operation.Previous is { } previous) previous.Next = operation.Next;
            else First = operation.Next;
            if (operation.Next is { } next) next.Previous = operation.Previous;
            operation.Previous = operation.Next = null;
            operation.Stripe = null;
            return true;
        }
    }
}
