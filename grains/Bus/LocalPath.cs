namespace Genesis;

/// <summary>
/// The way to a component that is active in this process: to the scheduler of its activation, without a grain call. It carries asks, answers
/// to the asks that the component itself makes, and batches of events whose publisher waits for room. Any thread may post. Pieces that are
/// posted in one burst run in one task of the activation.
/// </summary>
/// <remarks>
/// A scheduler runs what it is given even when its activation is over. What arrives after <see cref="Close"/> therefore goes on by grain call: it runs once, wherever
/// the component is then. Call filters do not see what comes this way; request context and trace are those of the asker, as in a grain call.
/// </remarks>
/// <param name="turn">The scheduler of the activation.</param>
/// <param name="target">The grain.</param>
internal sealed class LocalPath(IWorkItemScheduler turn, ILocalTarget target)
{
    // After so many pieces in one go, other turns of the grain get theirs.
    private const int PiecesPerTurn = 256;

    // Stands where nothing waits and nothing is scheduled.
    private static readonly LocalPiece Idle = new Nothing();

    private static readonly Action<object> Drain = static path => ((LocalPath)path).Run();

    // The latest that was posted; each knows the one before it.
    private LocalPiece? _latest = Idle;
    private LocalPiece? _next;
    private volatile bool _closed;

    /// <summary>The activation is about to go.</summary>
    public void Close() => _closed = true;

    /// <summary>Brings a piece to the component.</summary>
    public void Post(LocalPiece piece)
    {
        var latest = Volatile.Read(ref _latest);
        while (true)
        {
            piece.Neighbour = ReferenceEquals(latest, Idle) ? null : latest;
            var seen = Interlocked.CompareExchange(ref _latest, piece, latest);
            if (ReferenceEquals(seen, latest)) break;
            latest = seen;
        }
        if (ReferenceEquals(latest, Idle)) turn.QueueAction(Drain, this);
    }

    private void Run()
    {
        var done = false;
        try
        {
            done = RunPieces();
        }
        finally
        {
            if (!done) turn.QueueAction(Drain, this);
        }
    }

    /// <summary>False when something is left.</summary>
    private bool RunPieces()
    {
        var clean = ExecutionContext.Capture();
        for (var pieces = 0; pieces < PiecesPerTurn; pieces++)
        {
            if ((_next ??= InOrder(Interlocked.Exchange(ref _latest, null))) is not { } piece)
            {
                if (Interlocked.CompareExchange(ref _latest, Idle, null) is null) return true;
                continue;
            }
            _next = piece.Neighbour;
            piece.Neighbour = null;
            piece.Arrive(_closed ? null : target);
            // What a handler has set, and what it was given, is not for the next one.
            if (clean is not null && !ReferenceEquals(ExecutionContext.Capture(), clean)) ExecutionContext.Restore(clean);
        }
        return false;
    }

    private static LocalPiece? InOrder(LocalPiece? latest)
    {
        LocalPiece? first = null;
        while (latest is not null) (latest.Neighbour, first, latest) = (first, latest, latest.Neighbour);
        return first;
    }

    private sealed class Nothing : LocalPiece
    {
        public override void Arrive(ILocalTarget? target)
        {
        }
    }
}
