namespace Genesis.Embedded.Gateway;

/// <summary>Calls that wait for their answer, by number. Numbers go up; the place in the table is the number's low bits.</summary>
internal sealed class PendingCalls(int most)
{
    private readonly Lock _gate = new();
    private OutgoingCall?[] _slots = new OutgoingCall?[64];
    private ulong _last;
    private int _count;
    private bool _closed;

    /// <summary>Racy from outside.</summary>
    public int Count => Volatile.Read(ref _count);

    public AddResult Add(OutgoingCall call)
    {
        lock (_gate)
        {
            if (_closed) return AddResult.Closed;
            if (_count >= most) return AddResult.Full;
            if (_count * 2 >= _slots.Length) Grow();
            do _last++;
            while (_slots[Index(_last)] is not null);
            call.Id = _last;
            _slots[Index(_last)] = call;
            _count++;
            return AddResult.Added;
        }
    }

    /// <summary>Takes the call out; null when it is not there any more.</summary>
    public OutgoingCall? Take(ulong id)
    {
        lock (_gate)
        {
            ref var slot = ref _slots[Index(id)];
            if (slot is not { } call || call.Id != id) return null;
            slot = null;
            _count--;
            return call;
        }
    }

    /// <summary>Takes out all calls whose time is over.</summary>
    public List<OutgoingCall>? TakeExpired(long now)
    {
        if (Count == 0) return null;
        List<OutgoingCall>? expired = null;
        lock (_gate)
        {
            for (var i = 0; i < _slots.Length; i++)
            {
                if (_slots[i] is not { } call) continue;
                var gone = call.Call.Promise.IsCompleted;
                if (!gone && call.Call.Header.Deadline is var deadline && (deadline == long.MaxValue || deadline + GatewayProtocol.TimeoutGrace > now)) continue;
                _slots[i] = null;
                _count--;
                if (!gone) (expired ??= []).Add(call);
            }
        }
        return expired;
    }

    /// <summary>Takes everything out and lets nothing in any more.</summary>
    public List<OutgoingCall> Close()
    {
        lock (_gate)
        {
            _closed = true;
            var left = _slots.OfType<OutgoingCall>().ToList();
            Array.Clear(_slots);
            _count = 0;
            return left;
        }
    }

    private int Index(ulong id) => (int)(id & (ulong)(_slots.Length - 1));

    private void Grow()
    {
        // Twice the size keeps apart whatever had places of its own before.
        var old = _slots;
        _slots = new OutgoingCall?[old.Length * 2];
        foreach (var call in old)
            if (call is not null) _slots[Index(call.Id)] = call;
    }
}

/// <summary>What became of a call that asked for a number.</summary>
internal enum AddResult
{
    Added,
    Full,
    Closed,
}
