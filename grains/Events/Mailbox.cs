using System.Runtime.CompilerServices;

namespace Genesis.Events;

/// <summary>
/// What waits for a component, or for a place outside this process: bounded, higher priorities first, first come first served within one.
/// Every item that was queued is given back exactly once: taken, or as the one that ended by an offer; so that whoever owns the mailbox can
/// account for all of them. For one thread at a time: a grain's turn, or a lock of the owner.
/// </summary>
/// <typeparam name="T">What is queued.</typeparam>
internal sealed class Mailbox<T> where T : IMailboxItem
{
    /// <summary>How many may wait if nothing else is said.</summary>
    public const int DefaultCapacity = 50;

    /// <summary>From how many on it warns if nothing else is said.</summary>
    public const int DefaultWarning = 40;

    private readonly TimeProvider _time;
    private MailboxSlots<T> _slots = new();
    private Bands _bands;
    private int _count;
    private int _capacity;
    private int _warning;
    private bool _warned;
    private DateTimeOffset _soonestExpiry = DateTimeOffset.MaxValue;

    /// <summary>An empty mailbox.</summary>
    /// <param name="time">By which items expire.</param>
    /// <param name="capacity">How many may wait.</param>
    /// <param name="warning">From how many on it warns.</param>
    public Mailbox(TimeProvider time, int capacity = DefaultCapacity, int warning = DefaultWarning)
    {
        _time = time;
        Resize(capacity, warning);
    }

    /// <summary>How many wait.</summary>
    public int Count => _count;

    /// <summary>How many may wait.</summary>
    public int Capacity => _capacity;

    /// <summary>The most that ever waited.</summary>
    public int Peak { get; private set; }

    /// <summary>Whether an item that is neither conflated nor critical would find no room.</summary>
    public bool IsFull => _count >= _capacity;

    /// <summary>Changes the bounds. Nothing is shed by it: if more wait than may, none comes in until enough have gone.</summary>
    /// <param name="capacity">How many may wait, at least 1.</param>
    /// <param name="warning">From how many on it warns, between 1 and the capacity.</param>
    public void Resize(int capacity, int warning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(warning, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(warning, capacity);
        (_capacity, _warning) = (capacity, warning);
    }

    /// <summary>
    /// Queues an item, or does what its policy says if there is no room. When full, in this order: one whose time is over makes room; a critical
    /// item displaces the oldest of the lowest priority that is neither critical nor durable nor waited for; the item's own policy decides.
    /// </summary>
    public OfferResult<T> Offer(T item)
    {
        var hash = 0;
        if (item.Overflow == OverflowPolicy.Conflate && item.Key is { } key)
        {
            hash = key.GetHashCode() | 1;
            for (var place = _slots.Find(hash); place != 0; place = _slots.Find(hash, place))
            {
                ref var queued = ref _slots[place].Item;
                if (queued.Key == key && queued.Type == item.Type)
                    return Replace(place, item);
            }
        }
        return _count < _capacity ? new(OfferKind.Added, ReachedWarning: Add(item, hash)) : OfferToFull(item, hash);
    }

    /// <summary>Takes the first item of the highest priority.</summary>
    /// <param name="item">The item.</param>
    /// <param name="expired">Its time was over before it was taken: it ends as expired and is not handled.</param>
    /// <returns>False if nothing waits.</returns>
    public bool TryTake(out T item, out bool expired)
    {
        for (var priority = Bands.Count - 1; priority >= 0; priority--)
        {
            var place = _bands[priority].Head;
            if (place == 0)
                continue;
            item = Remove(place, priority);
            expired = item.ExpiresAt is { } end && end <= _time.GetUtcNow();
            return true;
        }
        item = default!;
        expired = false;
        return false;
    }

    /// <summary>What waits, in the order in which it would be taken. The mailbox must not change meanwhile.</summary>
    public IEnumerable<T> Waiting()
    {
        for (var priority = Bands.Count - 1; priority >= 0; priority--)
        {
            for (var place = _bands[priority].Head; place != 0; place = _slots[place].Next)
                yield return _slots[place].Item;
        }
    }

    private static int BandOf(T item) => Math.Clamp((int)item.Priority, 0, Bands.Count - 1);

    private OfferResult<T> OfferToFull(T item, int hash)
    {
        if (FindExpired(out var band) is var expired and not 0)
            return Swap(OfferKind.ReplacedExpired, expired, band, item, hash);
        if (item.Priority == EventPriority.Critical
            && FindOldest((int)EventPriority.High, static policy => policy is not (OverflowPolicy.Wait or OverflowPolicy.Durable), out band) is var lesser and not 0)
            return Swap(OfferKind.Displaced, lesser, band, item, hash);
        switch (item.Overflow)
        {
            case OverflowPolicy.Wait:
                return new(OfferKind.NoRoom);
            case OverflowPolicy.Durable:
                return new(OfferKind.Spilled);
            case OverflowPolicy.DropOldest when FindOldest(BandOf(item), static policy => policy == OverflowPolicy.DropOldest, out band) is var oldest and not 0:
                return Swap(OfferKind.Displaced, oldest, band, item, hash);
            default:
                return new(OfferKind.Shed);
        }
    }

    private OfferResult<T> Swap(OfferKind kind, int place, int band, T item, int hash)
    {
        var other = Remove(place, band);
        return new(kind, other, Add(item, hash));
    }

    private OfferResult<T> Replace(int place, T item)
    {
        ref var slot = ref _slots[place];
        var other = slot.Item;
        slot.Item = item;
        NoteExpiry(item);
        var (from, to) = (BandOf(other), BandOf(item));
        if (from != to)
        {
            Unlink(place, from);
            Link(place, to);
        }
        return new(OfferKind.Conflated, other);
    }

    private bool Add(T item, int hash)
    {
        NoteExpiry(item);
        Link(_slots.Put(item, hash), BandOf(item));
        if (++_count > Peak)
            Peak = _count;
        if (_warned || _count < _warning)
            return false;
        _warned = true;
        return true;
    }

    private T Remove(int place, int band)
    {
        var item = _slots[place].Item;
        Unlink(place, band);
        _slots.Free(place);
        if (--_count == 0)
        {
            _slots.Reset();
            _soonestExpiry = DateTimeOffset.MaxValue;
        }
        if (_warned && _count <= _warning / 2)
            _warned = false;
        return item;
    }

    private void NoteExpiry(T item)
    {
        if (item.ExpiresAt is { } end && end < _soonestExpiry)
            _soonestExpiry = end;
    }

    private int FindExpired(out int band)
    {
        band = 0;
        if (_soonestExpiry == DateTimeOffset.MaxValue)
            return 0;
        var now = _time.GetUtcNow();
        if (now < _soonestExpiry)
            return 0;
        var soonest = DateTimeOffset.MaxValue;
        for (band = 0; band < Bands.Count; band++)
        {
            for (var place = _bands[band].Head; place != 0; place = _slots[place].Next)
            {
                if (_slots[place].Item.ExpiresAt is not { } end)
                    continue;
                if (end <= now)
                    return place;
                if (end < soonest)
                    soonest = end;
            }
        }
        // Whoever was to expire first has gone meanwhile: from here on the clock is not asked again before the next one.
        _soonestExpiry = soonest;
        return 0;
    }

    private int FindOldest(int highestBand, Func<OverflowPolicy, bool> mayGo, out int band)
    {
        for (band = 0; band <= highestBand; band++)
        {
            for (var place = _bands[band].Head; place != 0; place = _slots[place].Next)
            {
                if (mayGo(_slots[place].Item.Overflow))
                    return place;
            }
        }
        return 0;
    }

    private void Link(int place, int priority)
    {
        ref var band = ref _bands[priority];
        ref var slot = ref _slots[place];
        (slot.Previous, slot.Next) = (band.Tail, 0);
        if (band.Tail == 0)
            band.Head = place;
        else
            _slots[band.Tail].Next = place;
        band.Tail = place;
    }

    private void Unlink(int place, int priority)
    {
        ref var band = ref _bands[priority];
        ref var slot = ref _slots[place];
        if (slot.Previous == 0)
            band.Head = slot.Next;
        else
            _slots[slot.Previous].Next = slot.Next;
        if (slot.Next == 0)
            band.Tail = slot.Previous;
        else
            _slots[slot.Next].Previous = slot.Previous;
    }

    private struct Band
    {
        public int Head;
        public int Tail;
    }

    [InlineArray(Count)]
    private struct Bands
    {
        public const int Count = (int)EventPriority.Critical + 1;
        private Band _first;
    }
}
