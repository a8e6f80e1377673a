using System.Numerics;
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
    private Bands _bands;
    private uint _filled;
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
        for (var band = 0; band < Bands.Count; band++)
            _bands[band] = new();
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

    /// <summary>Whether a critical item waits.</summary>
    public bool HasCritical => (_filled & (1u << (int)EventPriority.Critical)) != 0;

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
            if (TryConflate(item, key, hash, out var other))
                return new(OfferKind.Conflated, other);
        }
        return _count < _capacity ? new(OfferKind.Added, ReachedWarning: Add(item, hash)) : OfferToFull(item, hash);
    }

    /// <summary>Takes the first item of the highest priority.</summary>
    /// <param name="item">The item.</param>
    /// <param name="expired">Its time was over before it was taken: it ends as expired and is not handled.</param>
    /// <returns>False if nothing waits.</returns>
    public bool TryTake(out T item, out bool expired)
    {
        if (_count == 0)
        {
            item = default!;
            expired = false;
            return false;
        }
        item = Remove(BitOperations.Log2(_filled), 0);
        expired = item.ExpiresAt is { } end && end <= _time.GetUtcNow();
        return true;
    }

    /// <summary>What waits, in the order in which it would be taken. The mailbox must not change meanwhile.</summary>
    public IEnumerable<T> Waiting()
    {
        for (var band = Bands.Count - 1; band >= 0; band--)
        {
            for (var place = 0; place < _bands[band].Count; place++)
                yield return _bands[band][place];
        }
    }

    private static int BandOf(T item) => Math.Clamp((int)item.Priority, 0, Bands.Count - 1);

    private OfferResult<T> OfferToFull(T item, int hash)
    {
        if (FindExpired() is { } expired)
            return Swap(OfferKind.ReplacedExpired, expired, item, hash);
        if (item.Priority == EventPriority.Critical
            && FindOldest((int)EventPriority.High, static policy => policy is not (OverflowPolicy.Wait or OverflowPolicy.Durable)) is { } lesser)
            return Swap(OfferKind.Displaced, lesser, item, hash);
        switch (item.Overflow)
        {
            case OverflowPolicy.Wait:
                return new(OfferKind.NoRoom);
            case OverflowPolicy.Durable:
                return new(OfferKind.Spilled);
            case OverflowPolicy.DropOldest when FindOldest(BandOf(item), static policy => policy == OverflowPolicy.DropOldest) is { } oldest:
                return Swap(OfferKind.Displaced, oldest, item, hash);
            default:
                return new(OfferKind.Shed);
        }
    }

    private OfferResult<T> Swap(OfferKind kind, (int Band, int Place) of, T item, int hash)
    {
        var other = Remove(of.Band, of.Place);
        return new(kind, other, Add(item, hash));
    }

    private bool TryConflate(T item, string key, int hash, out T? other)
    {
        for (var band = 0; band < Bands.Count; band++)
        {
            ref var ring = ref _bands[band];
            for (var place = ring.Find(hash, 0); place >= 0; place = ring.Find(hash, place + 1))
            {
                ref var queued = ref ring[place];
                if (queued.Key != key || queued.Type != item.Type)
                    continue;
                other = queued;
                if (BandOf(item) == band)
                {
                    queued = item;
                    NoteExpiry(item);
                }
                else
                {
                    Remove(band, place);
                    Add(item, hash);
                }
                return true;
            }
        }
        other = default;
        return false;
    }

    private bool Add(T item, int hash)
    {
        NoteExpiry(item);
        var band = BandOf(item);
        _bands[band].Append(item, hash);
        _filled |= 1u << band;
        if (++_count > Peak)
            Peak = _count;
        if (_warned || _count < _warning)
            return false;
        _warned = true;
        return true;
    }

    private T Remove(int band, int place)
    {
        ref var ring = ref _bands[band];
        var item = place == 0 ? ring.RemoveFirst() : ring.Remove(place);
        if (ring.Count == 0)
            _filled &= ~(1u << band);
        if (--_count == 0)
            _soonestExpiry = DateTimeOffset.MaxValue;
        if (_warned && _count <= _warning / 2)
            _warned = false;
        return item;
    }

    private void NoteExpiry(T item)
    {
        if (item.ExpiresAt is { } end && end < _soonestExpiry)
            _soonestExpiry = end;
    }

    private (int Band, int Place)? FindExpired()
    {
        if (_soonestExpiry == DateTimeOffset.MaxValue)
            return null;
        var now = _time.GetUtcNow();
        if (now < _soonestExpiry)
            return null;
        var soonest = DateTimeOffset.MaxValue;
        for (var band = 0; band < Bands.Count; band++)
        {
            for (var place = 0; place < _bands[band].Count; place++)
            {
                if (_bands[band][place].ExpiresAt is not { } end)
                    continue;
                if (end <= now)
                    return (band, place);
                if (end < soonest)
                    soonest = end;
            }
        }
        // Whoever was to expire first has gone meanwhile: from here on nobody is looked for before the next one's time.
        _soonestExpiry = soonest;
        return null;
    }

    private (int Band, int Place)? FindOldest(int highestBand, Func<OverflowPolicy, bool> mayGo)
    {
        for (var band = 0; band <= highestBand; band++)
        {
            for (var place = 0; place < _bands[band].Count; place++)
            {
                if (mayGo(_bands[band][place].Overflow))
                    return (band, place);
            }
        }
        return null;
    }

    [InlineArray(Count)]
    private struct Bands
    {
        public const int Count = (int)EventPriority.Critical + 1;
        private MailboxRing<T> _lowest;
    }
}
