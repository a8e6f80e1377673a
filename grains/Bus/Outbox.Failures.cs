namespace Genesis;

/// <content>What goes wrong on the way: publishers that wait too long, batches that do not arrive. One timer does for all.</content>
internal sealed partial class Outbox
{
    private const int Attempts = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private ITimer? _timer;
    private TimeSpan _armedFor = TimeSpan.MaxValue;
    private TimeSpan _sentAt;
    private TimeSpan _sendAgainAt = TimeSpan.MaxValue;
    private bool _currentWaits;
    private int _failures;

    /// <summary>A batch could not be brought to the subscriber. It is sent again a few times; whether it arrived is unknown, and the subscriber can tell a second copy.</summary>
    public void Failed(long number, bool waits)
    {
        var gone = false;
        lock (_gate)
        {
            if (_current is not { } current || current.Number != number || _sendAgainAt != TimeSpan.MaxValue) return;
            _currentWaits = waits;
            if (++_failures < Attempts)
            {
                _sendAgainAt = parts.Clock.Now + (FirstPause * (1 << (2 * _failures)));
                Arm(_sendAgainAt);
            }
            else
            {
                GiveUp(current);
                gone = true;
            }
        }
        if (gone) SendNext();
    }

    /// <summary>Gives its timer back, which would keep all of a stopped host in memory. An outbox that is used after all gets another.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            (_timer, _armedFor) = (null, TimeSpan.MaxValue);
        }
    }

    private void GiveUp(EventBatch batch)
    {
        _current = null;
        Volatile.Write(ref _unseen, null);
        _failures = 0;
        // What is in the journal stays there; the subscriber reads it when it is reached again, or when it starts.
        if (batch.SpilledFrom > 0) Spill(batch.SpilledFrom);
        foreach (var happened in batch.Events)
        {
            if (happened.IsDurable) Spill(happened.Position);
            else parts.Ledger.Row(happened.Type, subscriber).Shed(ShedReason.Undeliverable);
        }
    }

    // Under the lock.
    private void Arm(TimeSpan at)
    {
        if (at >= _armedFor) return;
        _armedFor = at;
        _timer ??= parts.Clock.Time.CreateTimer(static self => ((Outbox)self!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = at - parts.Clock.Now;
        _timer.Change(wait > Shortest ? wait : Shortest, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        List<RoomWaiter> late = [];
        EventBatch? again = null;
        EventBatch? lost = null;
        lock (_gate)
        {
            _armedFor = TimeSpan.MaxValue;
            var now = parts.Clock.Now;
            if (_waiters is { Count: > 0 } waiters)
            {
                late.AddRange(waiters.Where(waiter => waiter.Deadline <= now));
                foreach (var waiter in late) waiter.Item.Row.Shed(ShedReason.WaitExpired);
                _lost += late.Count;
                _waiters = new(waiters.Where(waiter => waiter.Deadline > now));
                if (_waiters.Count > 0) Arm(_waiters.Min(static waiter => waiter.Deadline));
            }
            if (_sendAgainAt <= now)
            {
                _sendAgainAt = TimeSpan.MaxValue;
                again = _current;
                _sentAt = now;
            }
            else if (_sendAgainAt < TimeSpan.MaxValue)
            {
                Arm(_sendAgainAt);
            }
            if (_current is { } current && again is null && _sendAgainAt == TimeSpan.MaxValue)
            {
                // One that the subscriber has is being taken, however long that lasts.
                if (now - _sentAt < LostAfter || Volatile.Read(ref _unseen) is null) Arm((_sentAt + LostAfter > now ? _sentAt : now) + LostAfter);
                else lost = current;
            }
        }
        foreach (var waiter in late) waiter.End(found: false);
        if (again is not null) inbox.Send(this, again, _currentWaits);
        if (lost is not null) Failed(lost.Number, _restWaits);
    }
}
