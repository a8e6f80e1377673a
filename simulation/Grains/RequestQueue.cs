namespace Genesis.Simulations.Grains;

/// <summary>The calls of one activation that wait or run, and the rules of interleaving.</summary>
internal sealed class RequestQueue(Activation activation)
{
    private readonly List<Call> _waiting = [];
    private readonly List<Call> _running = [];
    private Call? _blocking;
    private Dictionary<Guid, int>? _sections;

    /// <summary>Calls before this place in the queue are known to have to wait.</summary>
    private int _checked;

    public int WaitingCount => _waiting.Count;

    public int RunningCount => _running.Count;

    public IReadOnlyList<Call> Waiting => _waiting;

    public IReadOnlyList<Call> Running => _running;

    /// <summary>The call that keeps others waiting.</summary>
    public Call? Blocking => _blocking;

    /// <summary>True when a call that has not been looked at waits.</summary>
    public bool HasUnchecked => _checked < _waiting.Count;

    public void Add(Call call)
    {
        call.Place = CallPlace.Waiting;
        _waiting.Add(call);
    }

    /// <summary>Lets the next look begin at the head of the queue, because a condition has changed.</summary>
    public void Recheck() => _checked = 0;

    /// <summary>Takes the first call that may run now out of the queue and marks it as running. Null when all have to wait.</summary>
    public Call? TakeNext(bool localOnly)
    {
        while (_checked < _waiting.Count)
        {
            var call = _waiting[_checked];
            if (call.IsCompleted)
            {
                // Its caller has gone.
                call.Place = CallPlace.Ended;
                _waiting.RemoveAt(_checked);
                continue;
            }
            // An activation that ends lets its timers' ticks run, but only those at the head of the queue.
            if (localOnly && !call.IsLocalOnly) return null;
            try
            {
                if (!MayStart(call))
                {
                    _checked++;
                    continue;
                }
            }
            catch (Exception exception)
            {
                // The grain's own MayInterleave method threw.
                _waiting.RemoveAt(_checked);
                call.Place = CallPlace.Ended;
                call.TryFail(exception);
                continue;
            }
            _waiting.RemoveAt(_checked);
            Start(call);
            return call;
        }
        return null;
    }

    public List<Call> TakeAllWaiting()
    {
        List<Call> calls = [.. _waiting];
        _waiting.Clear();
        _checked = 0;
        return calls;
    }

    public bool RemoveWaiting(Call call)
    {
        _checked = 0;
        return _waiting.Remove(call);
    }

    public void End(Call call)
    {
        call.Place = CallPlace.Ended;
        _running.Remove(call);
        // Only the first blocking call is kept, as in Orleans: when it ends, nothing blocks although others may still run.
        if (_blocking is null || ReferenceEquals(_blocking, call)) _blocking = null;
        _checked = 0;
    }

    public void EnterSection(Guid id)
    {
        _sections ??= [];
        _sections[id] = _sections.GetValueOrDefault(id) + 1;
        _checked = 0;
    }

    public void LeaveSection(Guid id)
    {
        if (_sections is null || !_sections.TryGetValue(id, out var count)) return;
        if (count > 1) _sections[id] = count - 1;
        else _sections.Remove(id);
    }

    private void Start(Call call)
    {
        call.Place = CallPlace.Running;
        _running.Add(call);
        if (_blocking is null && !call.IsAlwaysInterleave) _blocking = call;
    }

    private bool MayStart(Call call) =>
        _running.Count == 0 || call.IsAlwaysInterleave || _blocking is null || (_blocking.IsReadOnly && call.IsReadOnly)
        || (call.ReentrancyId != Guid.Empty && _sections is not null && _sections.ContainsKey(call.ReentrancyId))
        || activation.Kind.MayInterleave(activation.GrainInstance, call, _blocking);
}
