using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Genesis.Events;

namespace Genesis;

/// <summary>
/// What is on its way from this process to one subscriber: bounded, and one batch of it at a time is under way, so that a slow subscriber delays nobody and what
/// comes meanwhile goes together. Safe from any thread.
/// </summary>
internal sealed partial class Outbox(string subscriber, Inbox inbox, OutboxParts parts) : IDisposable
{
    // Publishers that wait at once; beyond that their events are shed at once.
    private const int MostWaiters = 1000;

    private readonly Lock _gate = new();
    private readonly Mailbox<OutboxItem> _items = new(parts.Clock.Time, parts.Capacity, parts.Capacity);
    private Queue<RoomWaiter>? _waiters;
    private EventBatch? _current;
    private EventBatch? _unseen;
    private ImmutableArray<ComponentEvent> _rest = [];
    private bool _restWaits;
    private bool _sending;
    // One that is made anew for a subscriber goes on above the numbers of the one before.
    private long _number = parts.Clock.Time.GetTimestamp();
    private long _spilledFrom;
    private long _lost;

    public string Subscriber => subscriber;

    /// <summary>How many were shed here because there was no room.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Takes an event. What ends by it is counted here.</summary>
    /// <param name="item">The event.</param>
    /// <param name="wait">For how long its publisher may wait for room.</param>
    /// <param name="waiter">Set when there is no room yet: its end says whether there was some in time.</param>
    /// <returns>Whether it is on its way, or waits for room.</returns>
    public bool Offer(in OutboxItem item, TimeSpan wait, out RoomWaiter? waiter)
    {
        waiter = null;
        var taken = true;
        lock (_gate)
        {
            var offered = item.Overflow switch
            {
                // Who came first is first.
                OverflowPolicy.Wait when _waiters is { Count: > 0 } => new(OfferKind.NoRoom),
                OverflowPolicy.Durable when _spilledFrom > 0 => new(OfferKind.Spilled),
                _ => _items.Offer(item),
            };
            switch (offered.Kind)
            {
                case OfferKind.Added:
                    break;
                case OfferKind.Conflated:
                    offered.Other.Row.Conflated();
                    break;
                case OfferKind.Displaced:
                    offered.Other.Row.Shed(ShedReason.Displaced);
                    _lost++;
                    break;
                case OfferKind.ReplacedExpired:
                    Expire(offered.Other);
                    break;
                case OfferKind.Spilled:
                    Spill(item.Event.Position);
                    break;
                case OfferKind.NoRoom when (_waiters ??= new()).Count < MostWaiters:
                    waiter = new RoomWaiter(item, parts.Clock.Now + wait);
                    _waiters.Enqueue(waiter);
                    Arm(waiter.Deadline);
                    break;
                default:
                    item.Row.Shed(ShedReason.OutboxFull);
                    _lost++;
                    taken = false;
                    break;
            }
            if (_sending) return taken;
            _sending = true;
        }
        SendNext();
        return taken;
    }

    /// <summary>Says that the journal holds events for the subscriber that are not on their way.</summary>
    public void Notify(long position)
    {
        lock (_gate)
        {
            Spill(position);
            if (_sending) return;
            _sending = true;
        }
        SendNext();
    }

    /// <summary>The subscriber has a batch: from now on it accounts for it.</summary>
    public void Received(long number)
    {
        if (_unseen is { } unseen && unseen.Number == number) Volatile.Write(ref _unseen, null);
    }

    /// <summary>The subscriber has taken so many events of a batch: the next one may go.</summary>
    public void Completed(long number, int taken)
    {
        lock (_gate)
        {
            if (_current is not { } current || current.Number != number) return;
            _current = null;
            Volatile.Write(ref _unseen, null);
            _failures = 0;
            if (taken < current.Events.Length) _rest = [.. current.Events.Skip(taken)];
        }
        SendNext();
    }

    /// <summary>What waits here or is under way, by type; events that the journal holds are not counted.</summary>
    public void CountTo(Action<string, string> count)
    {
        inbox.CountTo(count);
        lock (_gate)
        {
            // One that the subscriber has seen is counted over there.
            if (Volatile.Read(ref _unseen) is { } unseen) Count(unseen.Events);
            Count(_rest);
            foreach (var item in _items.Waiting().Concat(_waiters?.Select(static waiter => waiter.Item) ?? []))
                if (!item.Event.IsDurable) count(item.Type, subscriber);
        }

        void Count(ImmutableArray<ComponentEvent> events)
        {
            foreach (var happened in events)
                if (!happened.IsDurable) count(happened.Type, subscriber);
        }
    }

    /// <summary>How many wait here or are under way.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _items.Count + _rest.Length + (_current?.Events.Length ?? 0) + (_waiters?.Count ?? 0);
        }
    }

    private void Expire(in OutboxItem item)
    {
        // A durable one ends where it is acknowledged: the subscriber reads it from the journal.
        if (item.Event.IsDurable) Spill(item.Event.Position);
        else item.Row.Expired();
    }

    private void Spill(long position) => _spilledFrom = _spilledFrom == 0 ? position : Math.Min(_spilledFrom, position);

    /// <summary>Sends the next batch, or rests. Only for whoever has set that it is sending.</summary>
    private void SendNext()
    {
        EventBatch batch;
        bool waits;
        List<RoomWaiter>? admitted;
        lock (_gate)
        {
            (var events, waits) = Take();
            admitted = Admit();
            if (events.IsEmpty && _spilledFrom == 0 && admitted is null)
            {
                _sending = false;
                return;
            }
            if (events.IsEmpty) (events, waits) = Take();
            // What found no room comes after what did.
            batch = new EventBatch(events, parts.Process, ++_number, _items.Count == 0 ? _spilledFrom : 0);
            if (batch.SpilledFrom > 0) _spilledFrom = 0;
            _current = batch;
            Volatile.Write(ref _unseen, batch);
            _sentAt = parts.Clock.Now;
            if (_armedFor == TimeSpan.MaxValue) Arm(_sentAt + LostAfter);
        }
        if (admitted is not null)
            foreach (var waiter in admitted) waiter.End(found: true);
        inbox.Send(this, batch, waits);
    }

    private (ImmutableArray<ComponentEvent> Events, bool Waits) Take()
    {
        if (!_rest.IsEmpty)
        {
            var rest = _rest;
            _rest = [];
            return (rest, _restWaits);
        }
        var waits = false;
        var events = new ComponentEvent[Math.Min(_items.Count, parts.BatchSize)];
        var count = 0;
        while (count < events.Length && _items.TryTake(out var item, out var expired))
        {
            if (expired && !item.Event.IsDurable)
            {
                item.Row.Expired();
                continue;
            }
            waits |= item.Overflow == OverflowPolicy.Wait;
            events[count++] = item.Event;
        }
        _restWaits = waits;
        if (count < events.Length) Array.Resize(ref events, count);
        return (ImmutableCollectionsMarshal.AsImmutableArray(events), waits);
    }

    private List<RoomWaiter>? Admit()
    {
        List<RoomWaiter>? admitted = null;
        while (_waiters is { Count: > 0 } && !_items.IsFull)
        {
            var waiter = _waiters.Dequeue();
            if (!_items.Offer(waiter.Item).IsQueued) throw new InvalidOperationException("There was room and there was none.");
            (admitted ??= []).Add(waiter);
        }
        return admitted;
    }
}
