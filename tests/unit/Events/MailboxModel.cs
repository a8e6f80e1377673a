using Genesis.Events;

namespace Genesis.Tests.Unit.Events;

/// <summary>What a mailbox should do, said with lists: slow and obvious.</summary>
internal sealed class MailboxModel(TimeProvider time)
{
    private readonly List<Mail> _items = [];

    public required int Capacity { get; set; }

    public IEnumerable<Mail> Order() => _items.OrderByDescending(item => item.Priority);

    public (bool Some, Mail? Item, bool Expired) Take()
    {
        if (Order().FirstOrDefault() is not { } item)
            return (false, null, false);
        _items.Remove(item);
        return (true, item, IsOver(item));
    }

    public (OfferKind Kind, Mail? Other) Offer(Mail item)
    {
        if (item.Overflow == OverflowPolicy.Conflate && item.Key is not null
            && _items.Find(queued => queued.Overflow == OverflowPolicy.Conflate && queued.Key == item.Key && queued.Type == item.Type) is { } older)
        {
            var place = _items.IndexOf(older);
            _items.RemoveAt(place);
            _items.Insert(older.Priority == item.Priority ? place : _items.Count, item);
            return (OfferKind.Conflated, older);
        }
        if (_items.Count < Capacity)
        {
            _items.Add(item);
            return (OfferKind.Added, null);
        }
        if (Lowest(IsOver) is { } over)
            return Swap(OfferKind.ReplacedExpired, over, item);
        if (item.Priority == EventPriority.Critical && Lowest(MayBeDisplaced) is { } lesser)
            return Swap(OfferKind.Displaced, lesser, item);
        if (item.Overflow == OverflowPolicy.DropOldest && Lowest(queued => queued.Overflow == OverflowPolicy.DropOldest && queued.Priority <= item.Priority) is { } oldest)
            return Swap(OfferKind.Displaced, oldest, item);
        return (item.Overflow switch { OverflowPolicy.Wait => OfferKind.NoRoom, OverflowPolicy.Durable => OfferKind.Spilled, _ => OfferKind.Shed }, null);
    }

    private static bool MayBeDisplaced(Mail item) => item.Priority < EventPriority.Critical && item.Overflow is not (OverflowPolicy.Wait or OverflowPolicy.Durable);

    private bool IsOver(Mail item) => item.ExpiresAt <= time.GetUtcNow();

    private Mail? Lowest(Func<Mail, bool> which) => _items.OrderBy(item => item.Priority).FirstOrDefault(which);

    private (OfferKind Kind, Mail? Other) Swap(OfferKind kind, Mail other, Mail item)
    {
        _items.Remove(other);
        _items.Add(item);
        return (kind, other);
    }
}
