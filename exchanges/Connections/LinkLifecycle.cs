namespace Genesis.Exchanges;

/// <summary>
/// The state of a link, changed only by compare-and-swap along the table. A socket's death asks for <see cref="LinkState.Connecting"/>, and the
/// table has no way there from <see cref="LinkState.Closing"/>: a dying socket cannot revive a closing link, whoever comes first.
/// </summary>
internal sealed class LinkLifecycle
{
    private static readonly LinkState[][] Next =
    [
        /* Idle */        [LinkState.Connecting, LinkState.Closing],
        /* Connecting */  [LinkState.Subscribing, LinkState.Closing],
        /* Subscribing */ [LinkState.Live, LinkState.Connecting, LinkState.Closing],
        /* Live */        [LinkState.Subscribing, LinkState.Connecting, LinkState.Closing],
        /* Closing */     [LinkState.Closed],
        /* Closed */      [],
    ];

    private int _state;

    public LinkState State => (LinkState)Volatile.Read(ref _state);

    public bool IsEnding => State >= LinkState.Closing;

    public static bool IsAllowed(LinkState from, LinkState to) => Array.IndexOf(Next[(int)from], to) >= 0;

    /// <summary>Changes to a state, from whichever state the table allows. False when it allows none: the caller has lost the race and stands back.</summary>
    public bool TryMove(LinkState to)
    {
        while (true)
        {
            var from = State;
            if (!IsAllowed(from, to)) return false;
            if (TryMove(from, to)) return true;
        }
    }

    /// <summary>Changes from one state to another if it is still in the first.</summary>
    public bool TryMove(LinkState from, LinkState to) =>
        IsAllowed(from, to) && Interlocked.CompareExchange(ref _state, (int)to, (int)from) == (int)from;
}
