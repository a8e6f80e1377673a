using Genesis.Simulations.Scheduling;
using Genesis.Simulations.Time;

namespace Genesis.Simulations.Grains;

/// <summary>The calls of a silo that are not answered. Each fails at its exact deadline.</summary>
internal sealed class PendingCalls
{
    private readonly SimulationLoop _loop;
    private readonly List<PendingList> _lists = [];
    private readonly VirtualTimer _timer;
    private readonly Action<Call> _expire;
    private long _last;

    /// <param name="loop">The loop of the simulation.</param>
    /// <param name="context">The context of the silo.</param>
    /// <param name="expire">Fails a call whose time is over.</param>
    public PendingCalls(SimulationLoop loop, LoopContext context, Action<Call> expire)
    {
        (_loop, _expire) = (loop, expire);
        _timer = loop.Clock.Create(new VirtualTimeProvider(loop.Clock, context, TimerKind.Timeouts),
            static self => ((PendingCalls)self!).Sweep(), this);
    }

    public bool Any => _lists.Exists(static list => list.First is not null);

    /// <summary>The pending calls, in the order in which they were sent.</summary>
    public List<Call> All =>
        [.. _lists.SelectMany(static list => list.All).OrderBy(static entry => entry.Number).Select(static entry => entry.Call)];

    public void Add(Call call, TimeSpan timeout)
    {
        var list = ListOf(timeout.Ticks);
        var deadline = timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : _loop.Clock.Now + timeout.Ticks;
        call.Pending = new PendingCall(call, list, ++_last, deadline, timeout);
        list.Append(call.Pending);
        if (deadline != long.MaxValue && (_timer.Index < 0 || deadline < _timer.Due)) _loop.Clock.Set(_timer, deadline);
    }

    public void Stop() => _timer.Dispose();

    // The calls of one timeout expire in the order in which they were sent, so one list per timeout is sorted as it is.
    private PendingList ListOf(long timeout)
    {
        foreach (var list in _lists)
            if (list.Timeout == timeout) return list;
        var added = new PendingList(timeout);
        _lists.Add(added);
        return added;
    }

    private void Sweep()
    {
        var next = long.MaxValue;
        foreach (var list in _lists.ToArray())
        {
            while (list.First is { } first && first.Deadline <= _loop.Clock.Now)
            {
                _expire(first.Call);
                first.Remove();
            }
            if (list.First is { } waiting) next = Math.Min(next, waiting.Deadline);
        }
        if (next != long.MaxValue) _loop.Clock.Set(_timer, next);
    }
}

/// <summary>The entry of one call among the pending ones.</summary>
internal sealed class PendingCall(Call call, PendingList list, long number, long deadline, TimeSpan timeout)
{
    private bool _isRemoved;

    public Call Call { get; } = call;

    public long Number { get; } = number;

    public long Deadline { get; } = deadline;

    public TimeSpan Timeout { get; } = timeout;

    public PendingCall? Next { get; set; }

    public PendingCall? Previous { get; set; }

    /// <summary>Ends the caller's wish to cancel the call.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }

    public void Remove()
    {
        if (_isRemoved) return;
        _isRemoved = true;
        list.Remove(this);
        Cancellation.Dispose();
    }
}

/// <summary>The pending calls of one timeout, linked in the order of their deadlines.</summary>
internal sealed class PendingList(long timeout)
{
    private PendingCall? _last;

    public long Timeout { get; } = timeout;

    public PendingCall? First { get; private set; }

    public IEnumerable<PendingCall> All
    {
        get
        {
            for (var entry = First; entry is not null; entry = entry.Next) yield return entry;
        }
    }

    public void Append(PendingCall entry)
    {
        entry.Previous = _last;
        if (_last is null) First = entry;
        else _last.Next = entry;
        _last = entry;
    }

    public void Remove(PendingCall entry)
    {
        if (entry.Previous is { } previous) previous.Next = entry.Next;
        else First = entry.Next;
        if (entry.Next is { } next) next.Previous = entry.Previous;
        else _last = entry.Previous;
    }
}
