using Genesis.Events;
using Genesis.Storage;

namespace Genesis;

/// <content>
/// Durable events. Each is in the journal until the checkpoint that holds its effect is in the store: only then its delivery is acknowledged and counted as ended.
/// What finds no room stays in the journal and is read from there.
/// </content>
internal sealed partial class EventIntake
{
    // Handled, and not in a checkpoint yet: more than that only when checkpoints fail.
    private const int MostUncommitted = 10_000;
    private const int MostAcknowledgedAtOnce = 1000;

    private static readonly TimeSpan JournalPause = TimeSpan.FromSeconds(1);

    private readonly RecentEvents _recentLocal = new();
    private readonly RecentEvents _recentOthers = new();
    private readonly List<DurableEnd> _uncommitted = [];
    private readonly List<DurableEnd> _unacknowledged = [];

    // Positions of both.
    private readonly HashSet<long> _ending = [];

    // Acknowledged while the journal was read: what was read may have them still.
    private readonly HashSet<long> _endedMeanwhile = [];
    private HandledMarks _marks = new();
    private HandledSnapshot _committed = HandledSnapshot.Empty;
    private Task _acknowledging = Task.CompletedTask;
    private bool _restored;
    private int _captured;

    // Whether the journal holds events that are not here, and after which place.
    private bool _behind;
    private bool _reading;
    private long _after;
    private long _lowestSpill = long.MaxValue;

    /// <summary>What it met of second copies, and what it had to forget.</summary>
    public HandledCounts Handled => _marks.Counts;

    /// <summary>Takes over what a checkpoint holds. What was handled after it is handled again.</summary>
    public Task Restore(Checkpoint? checkpoint)
    {
        _marks = new HandledMarks(checkpoint?.Handled);
        _committed = checkpoint?.Handled ?? HandledSnapshot.Empty;
        if (_uncommitted.Count > _captured)
        {
            foreach (var end in _uncommitted.Skip(_captured)) _ending.Remove(end.Position);
            _uncommitted.RemoveRange(_captured, _uncommitted.Count - _captured);
            LeaveWaitingToJournal();
            Spill(1);
        }
        foreach (var item in _mailbox.Waiting().Concat(_retries).Concat(_aside))
            if (item.Event.IsDurable) _marks.Begin(item.Event.Source, item.Event.Epoch, item.Event.Sequence);
        if (_restored) return Task.CompletedTask;
        _restored = true;
        Fit();
        if (checkpoint is not null)
        {
            _recentLocal.Set(checkpoint.LocalEvents, _mostRecent);
            _recentOthers.Set(checkpoint.ExternalEvents, _mostRecent);
        }
        if (_events.Pending.MayHave(_cell.Id)) Spill(1);
        return Task.CompletedTask;
    }

    /// <summary>Adds what a checkpoint keeps of the events.</summary>
    public Checkpoint AddTo(Checkpoint checkpoint)
    {
        _captured = _uncommitted.Count;
        return checkpoint with
        {
            LocalEvents = _recentLocal.ToArray(),
            ExternalEvents = _recentOthers.ToArray(),
            Handled = _marks.Snapshot(),
            Epoch = _source.Epoch,
            HasDurableEffects = _captured > 0,
        };
    }

    /// <summary>Ends when all that has been committed is acknowledged.</summary>
    public Task WhenAcknowledged() => _acknowledging;

    private bool BeginDurable(ComponentEvent happened)
    {
        // What comes while older ones are still in the journal waits behind them; before the restore nobody knows whether there are any.
        if (!_restored || _behind || _uncommitted.Count >= MostUncommitted)
        {
            Spill(happened.Position);
            return false;
        }
        return IsNew(happened);
    }

    private bool IsNew(ComponentEvent happened)
    {
        if (_marks.Begin(happened.Source, happened.Epoch, happened.Sequence) is HandledState.New or HandledState.Unknown) return true;
        _events.Counts.Duplicate();
        return false;
    }

    private void Abandon(ComponentEvent happened) => _marks.Abandon(happened.Source, happened.Epoch, happened.Sequence);

    private void Spill(long position)
    {
        _events.Counts.Spill();
        _lowestSpill = Math.Min(_lowestSpill, position);
        if (_behind) return;
        _behind = true;
        _after = long.MaxValue;
    }

    /// <summary>What was handled and is rolled back is read from the journal again: newer events that wait may not come before it.</summary>
    private void LeaveWaitingToJournal()
    {
        var waiting = _mailbox.Waiting().ToArray();
        while (_mailbox.TryTake(out _, out _))
        {
        }
        foreach (var item in waiting)
            if (!item.Event.IsDurable) _mailbox.Offer(item);
    }

    private void EndDurable(ComponentEvent happened, DeliveryEnd end, LedgerRow row)
    {
        _marks.Complete(happened.Source, happened.Epoch, happened.Sequence);
        _uncommitted.Add(new(happened.Position, end, row));
        _ending.Add(happened.Position);
        _cell.Checkpoints.MarkDirty();
    }

    /// <summary>A checkpoint is in the store.</summary>
    public void Written(Checkpoint checkpoint)
    {
        _unacknowledged.AddRange(_uncommitted.Take(_captured));
        _uncommitted.RemoveRange(0, _captured);
        _captured = 0;
        _committed = checkpoint.Handled ?? HandledSnapshot.Empty;
        Acknowledge();
    }

    private void Acknowledge()
    {
        if (_unacknowledged.Count > 0 && _acknowledging.IsCompleted) _acknowledging = AcknowledgeAll();
    }

    private async Task AcknowledgeAll()
    {
        for (var failures = 0; _unacknowledged.Count > 0;)
        {
            var committed = _committed;
            DurableEnd[] ends = [.. _unacknowledged.Take(MostAcknowledgedAtOnce)];
            try
            {
                await _events.Journal.Acknowledge([.. ends.Select(end => new Acknowledgement(_cell.Id, end.Position, end.End))]);
            }
            catch (Exception exception)
            {
                if (failures++ == 0) LogNotAcknowledged(exception, _cell.Id, _unacknowledged.Count);
                // One that is not acknowledged comes again and is told by its mark.
                if (_cell.Life.IsGone(out _)) return;
                await Task.Delay(JournalPause, _services.Clock.Time);
                continue;
            }
            _unacknowledged.RemoveRange(0, ends.Length);
            foreach (var end in ends)
            {
                _ending.Remove(end.Position);
                if (_reading) _endedMeanwhile.Add(end.Position);
                if (end.End == DeliveryEnd.Expired) end.Row.Expired();
                else if (end.End == DeliveryEnd.DeadLettered) end.Row.DeadLettered();
                else end.Row.Handled();
            }
            _marks.Acknowledged(committed);
        }
    }

    private async Task ReadJournal()
    {
        _reading = true;
        try
        {
            await Task.Yield();
            while (_behind && _cell.Life.Runs && !_mailbox.IsFull && _uncommitted.Count < MostUncommitted)
            {
                _after = Math.Min(_after, _lowestSpill - 1);
                _lowestSpill = long.MaxValue;
                var most = _mailbox.Capacity - _mailbox.Count;
                _endedMeanwhile.Clear();
                var page = await _events.Journal.ReadPending(_cell.Id, _after, most);
                var taken = 0;
                foreach (var delivery in page)
                {
                    if (!TakeFromJournal(delivery)) break;
                    taken++;
                    _after = delivery.Position;
                }
                // One that was not taken is read again when the component runs again.
                if (taken == page.Count && page.Count < most && _lowestSpill == long.MaxValue) _behind = false;
            }
        }
        catch (Exception exception)
        {
            LogJournalUnreadable(exception, _cell.Id);
            await Task.Delay(JournalPause, _services.Clock.Time);
        }
        finally
        {
            _reading = false;
            _endedMeanwhile.Clear();
        }
        Acknowledge();
        _cell.Baton.Settle();
    }

    private bool TakeFromJournal(PendingDelivery delivery)
    {
        if (_cell.Life.IsGone(out _)) return false;
        if (_endedMeanwhile.Contains(delivery.Position)) return true;
        var happened = delivery.Entry.ToEvent(delivery.Position);
        var item = new QueuedEvent(happened, KindOf(happened.Type));
        if (!IsNew(happened))
        {
            // Its effect is in the checkpoint, and whoever wrote that died before it was acknowledged.
            if (_marks.Look(happened.Source, happened.Epoch, happened.Sequence) == HandledState.Handled && _ending.Add(happened.Position))
                _unacknowledged.Add(new(happened.Position, DeliveryEnd.Duplicate, item.Kind.Row));
            return true;
        }
        Offer(item);
        return _marks.Look(happened.Source, happened.Epoch, happened.Sequence) == HandledState.Pending;
    }

    private readonly record struct DurableEnd(long Position, DeliveryEnd End, LedgerRow Row);
}
