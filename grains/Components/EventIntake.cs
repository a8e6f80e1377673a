using Genesis.Events;
using Genesis.Storage;

namespace Genesis;

/// <summary>
/// The events of one component: takes batches, keeps what cannot be handled at once in the mailbox, and accounts for the end of each. On the component's turn only,
/// but for <see cref="Tell"/>, <see cref="Count"/> and <see cref="CountTo"/>.
/// </summary>
internal sealed partial class EventIntake
{
    // So many events of a batch are handled in one go before other turns of the grain get theirs.
    private const int PiecesPerTurn = 64;
    private const int MostTypes = 1000;

    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(5);

    private readonly ComponentCell _cell;
    private readonly ComponentServices _services;
    private readonly EventServices _events;
    private readonly Mailbox<QueuedEvent> _mailbox;
    private readonly Dictionary<string, IntakeType> _types = new(StringComparer.Ordinal);
    private Incoming[] _incoming = [];
    private readonly EventSource _source;
    private IntakeCount[] _counts = [];
    private IntakeType? _last;
    private Dictionary<long, long>? _lastBatches;
    private TaskCompletionSource? _room;
    private (int Capacity, int Warning) _bounds;
    private int _mostRecent;

    public EventIntake(ComponentCell cell, ComponentServices services)
    {
        (_cell, _services, _events, _log) = (cell, services, services.Events, cell.Log);
        var (capacity, warning) = Bounds();
        _mailbox = new(services.Clock.Time, capacity, warning);
        _source = _events.Teller.Sources.OfComponent(cell.Id);
    }

    /// <summary>How many wait. Any thread.</summary>
    public int Count => _mailbox.Count + _retries.Count + _aside.Count;

    public bool HasCritical => _mailbox.HasCritical;

    /// <summary>Whether an event could be handled before all that waits.</summary>
    private bool IsIdle => _mailbox.Count == 0 && _retries.Count == 0 && !_holdsBack && _cell.CanRunNow;

    /// <summary>Tells an event as the component does. Any thread.</summary>
    public ValueTask<TellResult> Tell(Frame? frame, string type, object? data, TellOptions? options, EventOrigin origin) =>
        _events.Teller.Tell(_source, type, data, options, origin, frame is null ? default : new EventCause(frame.HandledId, frame.NextNumber()));

    /// <summary>Subscribes beside the registration, until the component stops.</summary>
    public ValueTask Subscribe(string pattern, int priority)
    {
        _events.Teller.Routes.Add(_cell.Id, new ComponentSubscription(pattern, priority));
        return default;
    }

    /// <summary>Takes back <see cref="Subscribe"/>.</summary>
    public ValueTask Unsubscribe(string pattern)
    {
        _events.Teller.Routes.Remove(_cell.Id, pattern);
        return default;
    }

    /// <summary>Takes a batch; a second copy of one is told by its number.</summary>
    /// <returns>How many events were taken.</returns>
    public ValueTask<int> Take(EventBatch batch)
    {
        if (!IsNew(batch)) return new(batch.Events.Length);
        var outbox = batch.Process == _events.Process ? _events.Teller.Routes.OutboxOf(_cell.Id) : null;
        outbox?.Received(batch.Number);
        Fit();
        var incoming = new Incoming(batch, mine: outbox is not null);
        if (TakeNow(incoming)) return new(TakenOf(incoming, outbox));
        Volatile.Write(ref _incoming, [.. _incoming, incoming]);
        return TakeRest(incoming, outbox);
    }

    private int TakenOf(Incoming incoming, Outbox? outbox)
    {
        if (incoming.Batch.SpilledFrom > 0)
        {
            // What found no room on the way comes after what did.
            Spill(incoming.Batch.SpilledFrom);
            _cell.Baton.Settle();
        }
        outbox?.Completed(incoming.Batch.Number, incoming.Next);
        return incoming.Next;
    }

    private async ValueTask<int> TakeRest(Incoming incoming, Outbox? outbox)
    {
        try
        {
            var end = _services.Clock.Now + RoomPatience;
            do
            {
                if (!await WaitForTurn(incoming, end)) break;
            }
            while (!TakeNow(incoming));
        }
        finally
        {
            Volatile.Write(ref _incoming, Array.FindAll(_incoming, other => !ReferenceEquals(other, incoming)));
        }
        return TakenOf(incoming, outbox);
    }

    private async ValueTask<bool> WaitForTurn(Incoming incoming, TimeSpan end)
    {
        if (!incoming.NeedsRoom)
        {
            await Task.Yield();
            return true;
        }
        var left = end - _services.Clock.Now;
        if (left <= TimeSpan.Zero) return false;
        var room = _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = _services.Clock.Time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), room, left, Timeout.InfiniteTimeSpan);
        await room.Task;
        // Whoever ended it has taken it away, but for the timer.
        if (ReferenceEquals(_room, room)) _room = null;
        return true;
    }

    /// <summary>Handles or queues events of a batch, as far as that is possible at once.</summary>
    private bool TakeNow(Incoming incoming)
    {
        var outer = _cell.Baton.Gather();
        try
        {
            return TakeInOneGo(incoming);
        }
        finally
        {
            _cell.Baton.Scatter(outer);
        }
    }

    private bool TakeInOneGo(Incoming incoming)
    {
        var events = incoming.Batch.Events.AsSpan();
        var now = _services.Clock.Now;
        incoming.NeedsRoom = false;
        for (var handled = 0; incoming.Next < events.Length;)
        {
            if (handled == PiecesPerTurn) return false;
            var happened = events[incoming.Next];
            var item = new QueuedEvent(happened, KindOf(happened.Type));
            // From here on it is counted elsewhere.
            incoming.Next++;
            if (!Begin(item)) continue;
            if (_cell.Faults?.OfDelivery(happened.Type) is { } fault && Befell(fault, item)) continue;
            if (IsIdle)
            {
                // Reading the clock costs as much as handling a small event.
                if (++handled % 8 == 0) now = _services.Clock.Now;
                if (!happened.IsDurable) item.Kind.Queued.Add(1);
                if (HasExpired(happened)) End(item, DeliveryEnd.Expired);
                else Run(item, now);
            }
            else if (_mailbox.IsFull && !_holdsBack && _cell.CanRunNow)
            {
                // There is room as soon as what waits has had its turn.
                if (happened.IsDurable) Abandon(happened);
                incoming.Next--;
                return false;
            }
            else if (!Offer(item))
            {
                incoming.Next--;
                incoming.NeedsRoom = true;
                return false;
            }
        }
        return true;
    }

    private bool HasExpired(ComponentEvent happened) => happened.ExpiresAt is { } end && end <= _services.Clock.Time.GetUtcNow();

    /// <summary>Whether an event is to be handled at all: neither a second copy nor for a component that is gone.</summary>
    private bool Begin(in QueuedEvent item)
    {
        if (_cell.Life.IsGone(out var reason))
        {
            if (item.Event.IsDurable) Spill(item.Event.Position);
            else item.Kind.Row.Shed(reason);
            return false;
        }
        return !item.Event.IsDurable || BeginDurable(item.Event);
    }

    private bool Offer(in QueuedEvent item)
    {
        var offered = _mailbox.Offer(item);
        switch (offered.Kind)
        {
            case OfferKind.Conflated:
                offered.Other.Kind.Queued.Add(-1);
                offered.Other.Kind.Row.Conflated();
                break;
            case OfferKind.Displaced:
                offered.Other.Kind.Queued.Add(-1);
                offered.Other.Kind.Row.Shed(ShedReason.Displaced);
                break;
            case OfferKind.ReplacedExpired:
                End(offered.Other, DeliveryEnd.Expired);
                break;
            case OfferKind.Shed:
                item.Kind.Row.Shed(ShedReason.Overflow);
                return true;
            case OfferKind.Spilled:
                Abandon(item.Event);
                Spill(item.Event.Position);
                return true;
            case OfferKind.NoRoom:
                return false;
        }
        if (!item.Event.IsDurable) item.Kind.Queued.Add(1);
        if (offered.ReachedWarning) Warn(item.Type);
        return true;
    }

    /// <summary>Begins to handle what waits next; false when nothing does.</summary>
    public bool RunNext()
    {
        if (_holdsBack) return false;
        while (TryTakeNext(out var item, out var expired))
        {
            if (_room is not null && !_mailbox.IsFull) Interlocked.Exchange(ref _room, null)?.TrySetResult();
            if (_behind && !_reading && _mailbox.Count <= _mailbox.Capacity / 2) _ = ReadJournal();
            if (!expired)
            {
                Run(item, _services.Clock.Now);
                return true;
            }
            End(item, DeliveryEnd.Expired);
        }
        if (_behind && !_reading) _ = ReadJournal();
        return false;
    }

    private bool TryTakeNext(out QueuedEvent item, out bool expired)
    {
        if (_retries.Count == 0) return _mailbox.TryTake(out item, out expired);
        item = _retries.Dequeue();
        expired = HasExpired(item.Event);
        return true;
    }

    /// <summary>What waits or is being handled, by type. Any thread; exact when nothing moves.</summary>
    public void CountTo(Action<string, string, long> count)
    {
        foreach (var queued in Volatile.Read(ref _counts))
            if (queued.Value is not 0 and var waiting) count(queued.Type, _cell.Id, waiting);
        foreach (var incoming in Volatile.Read(ref _incoming))
        {
            // What another process has under way it counts itself.
            if (!incoming.Mine) continue;
            foreach (var happened in incoming.Batch.Events.AsSpan()[incoming.Next..])
                if (!happened.IsDurable) count(happened.Type, _cell.Id, 1);
        }
    }
}
