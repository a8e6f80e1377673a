using System.Buffers;

namespace Genesis.Events;

/// <summary>
/// Items of one priority, first come first served. Nothing is allocated before the first one. Up to <see cref="Small"/> places are kept; larger
/// arrays come from the shared pool and go back when the ring is empty, so that an idle mailbox stays small. Places are counted from the oldest item.
/// </summary>
internal struct MailboxRing<T>()
{
    private const int First = 4;
    private const int Small = 16;

    private T[] _items = [];
    private int[]? _hashes;
    private Arrays? _kept;
    private int _mask = -1;
    private int _head;
    private int _count;

    /// <summary>How many items it holds.</summary>
    public readonly int Count => _count;

    /// <summary>The item at a place.</summary>
    public readonly ref T this[int place] => ref _items[(_head + place) & _mask];

    /// <summary>Adds an item behind all others.</summary>
    /// <param name="item">The item.</param>
    /// <param name="hash">By which <see cref="Find"/> finds it; 0 if it is not to be found.</param>
    public void Append(T item, int hash)
    {
        if (_count > _mask)
            Grow();
        var index = (_head + _count++) & _mask;
        _items[index] = item;
        if (hash != 0)
            (_hashes ??= RentHashes(_mask + 1))[index] = hash;
    }

    /// <summary>Removes the oldest item.</summary>
    public T RemoveFirst()
    {
        var item = _items[_head];
        Forget(_head);
        _head = (_head + 1) & _mask;
        if (--_count == 0 && _mask >= Small)
            GiveBack();
        return item;
    }

    /// <summary>Removes the item at a place; those before it move up.</summary>
    public T Remove(int place)
    {
        var item = this[place];
        for (; place > 0; place--)
        {
            var (to, from) = ((_head + place) & _mask, (_head + place - 1) & _mask);
            _items[to] = _items[from];
            if (_hashes is not null)
                _hashes[to] = _hashes[from];
        }
        RemoveFirst();
        return item;
    }

    /// <summary>The next place, from one on, whose item has a hash; -1 if there is none.</summary>
    public readonly int Find(int hash, int from)
    {
        if (_hashes is null || from >= _count)
            return -1;
        // The places from there on are one stretch of the array, or two.
        var start = (_head + from) & _mask;
        var stretch = Math.Min(_count - from, _mask + 1 - start);
        var index = _hashes.AsSpan(start, stretch).IndexOf(hash);
        if (index >= 0)
            return from + index;
        index = _hashes.AsSpan(0, _count - from - stretch).IndexOf(hash);
        return index >= 0 ? from + stretch + index : -1;
    }

    private readonly void Forget(int index)
    {
        _items[index] = default!;
        if (_hashes is not null)
            _hashes[index] = 0;
    }

    private void Grow()
    {
        var capacity = Math.Max(First, (_mask + 1) * 2);
        var items = capacity <= Small ? new T[capacity] : ArrayPool<T>.Shared.Rent(capacity);
        var hashes = _hashes is null ? null : RentHashes(capacity);
        var tail = _count - _head;
        Array.Copy(_items, _head, items, 0, tail);
        Array.Copy(_items, 0, items, tail, _head);
        Array.Clear(_items);
        if (hashes is not null)
        {
            Array.Copy(_hashes!, _head, hashes, 0, tail);
            Array.Copy(_hashes!, 0, hashes, tail, _head);
        }
        if (_mask + 1 == Small)
        {
            if (_hashes is not null)
                Array.Clear(_hashes);
            _kept ??= new Arrays();
            (_kept.Items, _kept.Hashes) = (_items, _hashes);
        }
        else if (_mask >= Small)
            ReturnToPool();
        (_items, _hashes, _mask, _head) = (items, hashes, capacity - 1, 0);
    }

    private void GiveBack()
    {
        ReturnToPool();
        (_items, _hashes) = (_kept!.Items, _kept.Hashes);
        (_mask, _head) = (Small - 1, 0);
    }

    private readonly void ReturnToPool()
    {
        ArrayPool<T>.Shared.Return(_items);
        if (_hashes is not null)
            ArrayPool<int>.Shared.Return(_hashes);
    }

    private static int[] RentHashes(int length)
    {
        if (length <= Small)
            return new int[length];
        var hashes = ArrayPool<int>.Shared.Rent(length);
        Array.Clear(hashes);
        return hashes;
    }

    /// <summary>The small arrays, while large ones are in use.</summary>
    private sealed class Arrays
    {
        public T[] Items = [];
        public int[]? Hashes;
    }
}
