using Genesis.Storage;

namespace Genesis;

/// <content>Handler runs, and what becomes of an event whose handler fails.</content>
internal sealed partial class EventIntake
{
    // A durable event whose handler was interrupted, not failed, is given further tries.
    private const int MostInterruptions = 3;

    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(5);

    private readonly List<Running> _running = [];
    private readonly Queue<QueuedEvent> _retries = new();

    // Neither waiting nor running: before their next try, or on their way to the dead letters.
    private readonly List<QueuedEvent> _aside = [];

    private void Run(in QueuedEvent item, TimeSpan now)
    {
        var frame = _cell.NextFrame();
        frame.Begin(_cell.NextRun(), _cell.Generation, item.Type, item.Event.Id, now);
        var changes = Changes;
        if (item.Event.IsDurable) frame.ChangesBefore = changes;
        var outer = _cell.Baton.Enter(frame);
        ValueTask task;
        try
        {
            task = _cell.Handle(frame, item.Event);
        }
        catch (Exception exception)
        {
            task = ValueTask.FromException(exception);
        }
        if (!task.IsCompleted)
        {
            _cell.Track(frame);
            _running.Add(new(frame, item, changes));
            _ = Finish(frame, task, item);
            _cell.Baton.Leave(outer);
            return;
        }
        if (task.IsCompletedSuccessfully)
        {
            // What it may be made of goes back to where it came from.
            task.GetAwaiter().GetResult();
            Ended(frame, item, null, now);
        }
        else
        {
            Ended(frame, item, ErrorOf(task), now);
        }
        _cell.Recycle(frame);
        _cell.Baton.Finish(outer);
    }

    private async Task Finish(Frame frame, ValueTask task, QueuedEvent item)
    {
        Exception? error = null;
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            error = exception;
        }
        _cell.Untrack(frame);
        _running.RemoveAll(one => ReferenceEquals(one.Frame, frame));
        Ended(frame, item, error, _services.Clock.Now);
        RunEnded();
        var abandoned = frame.Abandoned;
        _cell.Recycle(frame);
        if (!abandoned) _cell.Baton.Release(frame);
    }

    private void Ended(Frame frame, in QueuedEvent item, Exception? error, TimeSpan now)
    {
        if (frame.Abandoned || frame.Generation != _cell.Generation)
        {
            // What became of the event was decided when its handler was given up.
            _cell.CountLate();
            return;
        }
        _cell.CountEvent();
        if (error is null) End(item, DeliveryEnd.Handled);
        else Failed(item, $"{error.GetType().Name}: {error.Message}", item.Kind.Policy.Retries);
        _cell.Ended(frame, error, now);
    }

    private static Exception? ErrorOf(ValueTask task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>A delivery has found its end. That of a durable event counts when the checkpoint with its effect is in the store and the journal knows.</summary>
    private void End(in QueuedEvent item, DeliveryEnd end)
    {
        var happened = item.Event;
        if (happened.IsDurable)
        {
            EndDurable(happened, end, item.Kind.Row);
        }
        else
        {
            item.Kind.Queued.Add(-1);
            if (end == DeliveryEnd.Handled) item.Kind.Row.Handled();
            else if (end == DeliveryEnd.Expired) item.Kind.Row.Expired();
            else item.Kind.Row.DeadLettered();
        }
        if (end != DeliveryEnd.Handled) return;
        (happened.Origin == EventOrigin.Local ? _recentLocal : _recentOthers).Add(happened, _mostRecent);
        // Of a component without a state there is nothing to go on from.
        if (_cell.Checkpoints.Kept is not null) _cell.Checkpoints.MarkDirty();
    }

    private void Failed(in QueuedEvent item, string reason, int retries)
    {
        var tried = item.Tried;
        _aside.Add(tried);
        if (tried.Attempts <= retries && _aside.Count <= _mailbox.Capacity)
        {
            _events.Counts.Retry();
            _ = RetryLater(tried);
        }
        else
        {
            LogGivenUp(item.Event.Id, item.Type, _cell.Id, tried.Attempts, reason);
            _ = StoreLetter(tried, reason);
        }
    }

    private async Task RetryLater(QueuedEvent item)
    {
        var delay = FirstRetryDelay * (1 << Math.Min(item.Attempts - 1, 6));
        await TakeLater(item, delay < LongestRetryDelay ? delay : LongestRetryDelay);
    }

    private async Task StoreLetter(QueuedEvent item, string reason)
    {
        try
        {
            await _events.Letters.Add(DeadLetters.Of(item.Event, _cell.Id, reason, item.Attempts, _services.Clock.Time.GetUtcNow()));
        }
        catch (Exception exception)
        {
            LogLetterLost(exception, item.Event.Id, item.Type, _cell.Id);
            _events.Counts.LetterLost();
            if (item.Event.IsDurable)
            {
                // It is in the journal still, and is tried again when the store takes letters.
                await Task.Delay(LongestRetryDelay, _services.Clock.Time);
                if (!TakeFromAside(item)) return;
                Abandon(item.Event);
                Spill(item.Event.Position);
                _cell.Baton.Settle();
                return;
            }
        }
        if (TakeFromAside(item)) End(item, DeliveryEnd.DeadLettered);
    }

    private bool TakeFromAside(QueuedEvent item)
    {
        var place = _aside.FindIndex(other => ReferenceEquals(other.Event, item.Event));
        if (place < 0) return false;
        _aside.RemoveAt(place);
        return true;
    }

    /// <summary>The runs under way are given up: what they handle is tried again, or given up too.</summary>
    public void Interrupt()
    {
        if (_running.Count == 0) return;
        var interrupted = _running.ToArray();
        _running.Clear();
        RunEnded();
        foreach (var (_, item, _) in interrupted)
        {
            if (_cell.State == Lifecycle.Stopping) Shed(item, ShedReason.ComponentStopped);
            else Failed(item, "Its handler was given up, because the component failed or was restarted meanwhile.", item.Kind.Policy.Retries + (item.Event.IsDurable ? MostInterruptions : 0));
        }
    }

    /// <summary>The component is stopped or given up: nothing waits for it any more. What is in the journal stays there.</summary>
    public void Leave(ShedReason reason)
    {
        while (_mailbox.TryTake(out var item, out _)) Shed(item, reason);
        while (_retries.TryDequeue(out var item)) Shed(item, reason);
        foreach (var item in _aside) Shed(item, reason);
        _aside.Clear();
        Interlocked.Exchange(ref _room, null)?.TrySetResult();
        _events.Teller.Routes.RemoveAdded(_cell.Id);
    }

    private void Shed(in QueuedEvent item, ShedReason reason)
    {
        if (item.Event.IsDurable)
        {
            Abandon(item.Event);
            Spill(item.Event.Position);
            return;
        }
        item.Kind.Queued.Add(-1);
        item.Kind.Row.Shed(reason);
    }

    /// <summary>A run that has not ended at once, and how often the state had changed when it began.</summary>
    private readonly record struct Running(Frame Frame, QueuedEvent Item, long Changes);
}
