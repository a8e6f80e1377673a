namespace Genesis.Embedded.Calls;

/// <summary>
/// A list threaded through the calls themselves, oldest first. One activation changes it, on its turn; the timeout sweep may look at it
/// from another thread at any time and copes with what it finds, because calls are never reused. A call that is done in the
/// middle is only marked; the marked ones are unlinked when they come to the front or are more than the others.
/// </summary>
internal struct CallList
{
    private ICall? _head;
    private ICall? _tail;
    private int _left;

    public int Count { get; private set; }

    /// <summary>The oldest call, or null.</summary>
    public readonly ICall? First => Skip(_head);

    /// <summary>The call after the given one, or null.</summary>
    public static ICall? After(ICall call) => Skip((ICall?)call.Header.Next);

    public void Append(ICall call, CallPlace place)
    {
        ref var header = ref call.Header;
        header.Next = null;
        header.Place = place;
        if (_tail is null) _head = call;
        else _tail.Header.Next = call;
        _tail = call;
        Count++;
    }

    /// <summary>Takes out a call that goes on into another list, so it must not stay linked. The call before it, or null if it is the first.</summary>
    public void Take(ICall? before, ICall call)
    {
        var next = (ICall?)call.Header.Next;
        if (before is null) _head = next;
        else before.Header.Next = next;
        if (ReferenceEquals(_tail, call)) _tail = before;
        call.Header.Next = null;
        call.Header.Place = CallPlace.Inbox;
        Count--;
    }

    /// <summary>Takes out the oldest call; null when there is none. Only for lists whose calls leave by Take.</summary>
    public ICall? TakeFirst()
    {
        var call = _head;
        if (call is not null) Take(null, call);
        return call;
    }

    /// <summary>A call is done and goes nowhere else.</summary>
    public void Remove(ICall call)
    {
        call.Header.Place = CallPlace.Left;
        Count--;
        _left++;
        while (_head is { Header.Place: CallPlace.Left } gone)
        {
            _head = (ICall?)gone.Header.Next;
            gone.Header.Next = null;
            _left--;
        }
        if (_head is null) _tail = null;
        else if (_left > Count) Unlink();
    }

    private void Unlink()
    {
        ICall? last = null;
        for (var call = _head; call is not null;)
        {
            var next = (ICall?)call.Header.Next;
            if (call.Header.Place == CallPlace.Left)
            {
                last!.Header.Next = next;
                call.Header.Next = null;
            }
            else
            {
                last = call;
            }
            call = next;
        }
        _tail = last;
        _left = 0;
    }

    private static ICall? Skip(ICall? call)
    {
        while (call is { Header.Place: CallPlace.Left }) call = (ICall?)call.Header.Next;
        return call;
    }
}
