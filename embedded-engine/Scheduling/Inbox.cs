namespace Genesis.Embedded.Scheduling;

/// <summary>
/// A lock-free inbox for many producers and one consumer: a stack that producers push on and the consumer takes whole and
/// turns round. The sentinel <see cref="Idle"/> at the bottom says that no consumer is scheduled, so whoever pushes onto
/// it must schedule one: the push and the wake-up decision are the same atomic step, and none can be lost.
/// </summary>
internal struct Inbox
{
    private static readonly ITurn Idle = new IdleMark();
    private ITurn? _head;

    public static Inbox Create() => new() { _head = Idle };

    /// <summary>Turns waiting to be taken; a racy figure for limits and metrics.</summary>
    public readonly int Count => Volatile.Read(in _head)?.Depth ?? 0;

    /// <summary>The newest waiting turn, for a look from another thread; null when there is none.</summary>
    public readonly ITurn? Peek() => Volatile.Read(in _head) is { } head && !ReferenceEquals(head, Idle) ? head : null;

    public readonly bool IsIdle => ReferenceEquals(Volatile.Read(in _head), Idle);

    /// <summary>Adds a turn. True when the consumer was idle and must be scheduled by the caller.</summary>
    public bool Push(ITurn turn)
    {
        var head = Volatile.Read(ref _head);
        while (true)
        {
            var idle = ReferenceEquals(head, Idle);
            turn.Next = idle ? null : head;
            turn.Depth = (head?.Depth ?? 0) + 1;
            var seen = Interlocked.CompareExchange(ref _head, turn, head);
            if (ReferenceEquals(seen, head)) return idle;
            head = seen;
        }
    }

    /// <summary>Takes all waiting turns, oldest first, or null when there are none. The consumer stays scheduled.</summary>
    public ITurn? TakeAll(out int count)
    {
        var node = Interlocked.Exchange(ref _head, null);
        count = node?.Depth ?? 0;
        ITurn? oldestFirst = null;
        while (node is not null && !ReferenceEquals(node, Idle))
        {
            var next = node.Next;
            node.Next = oldestFirst;
            oldestFirst = node;
            node = next;
        }
        return oldestFirst;
    }

    /// <summary>The consumer wants to rest. False when a turn came in meanwhile: it must take again.</summary>
    public bool TryIdle() => Interlocked.CompareExchange(ref _head, Idle, null) is null;

    private sealed class IdleMark : ITurn
    {
        public ITurn? Next { get => null; set { } }
        public int Depth { get => 0; set { } }
        public void Run(Activations.Activation activation) { }
    }
}
