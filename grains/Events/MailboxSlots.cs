using System.Buffers;

namespace Genesis.Events;

/// <summary>
/// The memory of a mailbox: numbered places that its items are put into and linked by. Nothing is allocated before the first item. Up to
/// <see cref="Small"/> places are kept; larger arrays come from the shared pool and go back when the mailbox is empty, so that an idle mailbox stays small.
/// Place 0 is never used: it means "none".
/// </summary>
internal struct MailboxSlots<T>()
{
    private const int First = 4;
    private const int Small = 16;

    private Slot[] _slots = [];
    private int[] _hashes = [];
    private Slot[] _smallSlots = [];
    private int[] _smallHashes = [];
    private int _free;
    private int _top = 1;

    /// <summary>The slot of a place.</summary>
    public readonly ref Slot this[int place] => ref _slots[place];

    /// <summary>Puts an item into a free place and tells which.</summary>
    /// <param name="item">The item.</param>
    /// <param name="hash">By which <see cref="Find"/> finds it; 0 if it is not to be found.</param>
    public int Put(T item, int hash)
    {
        var place = _free;
        if (place != 0)
            _free = _slots[place].Next;
        else
        {
            if (_top >= _slots.Length)
                Grow();
            place = _top++;
        }
        _slots[place].Item = item;
        if (hash != 0)
            SetHash(place, hash);
        return place;
    }

    /// <summary>Frees a place.</summary>
    public void Free(int place)
    {
        _slots[place] = new Slot { Next = _free };
        _free = place;
        if (place < _hashes.Length)
            _hashes[place] = 0;
    }

    /// <summary>The first place after another one that holds an item of this hash; 0 if there is none.</summary>
    public readonly int Find(int hash, int after = 0)
    {
        var from = after + 1;
        var to = Math.Min(_top, _hashes.Length);
        if (from >= to)
            return 0;
        var index = _hashes.AsSpan(from, to - from).IndexOf(hash);
        return index < 0 ? 0 : from + index;
    }

    /// <summary>All places are free: forgets their order and gives large arrays back.</summary>
    public void Reset()
    {
        _free = 0;
        _top = 1;
        if (_slots.Length <= Small)
            return;
        ArrayPool<Slot>.Shared.Return(_slots);
        _slots = _smallSlots;
        if (_hashes.Length <= Small)
            return;
        ArrayPool<int>.Shared.Return(_hashes);
        _hashes = _smallHashes;
    }

    private void SetHash(int place, int hash)
    {
        if (place >= _hashes.Length)
            Enlarge(ref _hashes, ref _smallHashes, _slots.Length);
        _hashes[place] = hash;
    }

    private void Grow() => Enlarge(ref _slots, ref _smallSlots, Math.Max(First, _slots.Length * 2));

    private static void Enlarge<TItem>(ref TItem[] array, ref TItem[] small, int length)
    {
        var larger = length <= Small ? new TItem[length] : ArrayPool<TItem>.Shared.Rent(length);
        larger.AsSpan(array.Length).Clear();
        array.CopyTo(larger, 0);
        array.AsSpan().Clear();
        if (array.Length > Small)
            ArrayPool<TItem>.Shared.Return(array);
        else if (larger.Length > Small)
            small = array;
        array = larger;
    }

    /// <summary>A place and its neighbours in the order of its priority.</summary>
    internal struct Slot
    {
        public T Item;
        public int Next;
        public int Previous;
    }
}
