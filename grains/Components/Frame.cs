namespace Genesis;

/// <summary>One run of a handler, from its beginning to its result. Touched on the component's turn only, unless said otherwise.</summary>
internal sealed class Frame(ComponentCell cell)
{
    private readonly List<AskOperation> _asks = [];
    private CancellationTokenSource? _cancellation;
    private CallChain? _chain;
    private CallChain? _caller;
    private AskRequest? _ask;
    private string? _handledId;
    private long _ids;

    public ComponentCell Cell { get; } = cell;

    /// <summary>Number of the run within the component; a frame is used again with another.</summary>
    public long Run { get; private set; }

    /// <summary>The generation of the component that runs.</summary>
    public long Generation { get; private set; }

    /// <summary>Type of the request or event.</summary>
    public string Type { get; private set; } = "";

    /// <summary>When the answer is no longer wanted; <see cref="TimeSpan.MaxValue"/> for what has no deadline.</summary>
    public TimeSpan Deadline { get; private set; }

    public TimeSpan StartedAt { get; private set; }

    /// <summary>How many of its asks are awaited and not answered: while there are any, others may run.</summary>
    public int Waiting { get; set; }

    /// <summary>Its asks under way. Handlers that run elsewhere than on the turn add theirs from there, hence the lock; mostly nobody contends for it.</summary>
    public AskOperation[] Asks
    {
        get
        {
            lock (_asks) return [.. _asks];
        }
    }

    public bool HasAsks => _asks.Count > 0;

    public void Add(AskOperation ask)
    {
        lock (_asks) _asks.Add(ask);
    }

    public void Remove(AskOperation ask)
    {
        lock (_asks) _asks.Remove(ask);
    }

    /// <summary>True for handlers of blocking components: they run beside the grain's turn.</summary>
    public bool OffTurn { get; set; }

    /// <summary>For durable events, how often the state had changed when the run began.</summary>
    public long? ChangesBefore { get; set; }

    /// <summary>The answer of a request that did not end at once.</summary>
    public TaskCompletionSource<Reply>? Reply { get; set; }

    /// <summary>Given up: its result will be discarded.</summary>
    public bool Abandoned { get; set; }

    /// <summary>Whether the run has ended: its frame may serve another.</summary>
    public bool Ended { get; set; }

    public void Begin(long run, long generation, AskRequest ask, TimeSpan deadline, TimeSpan now)
    {
        Reset(run, generation, ask.Type, deadline, now);
        _ask = ask;
        _caller = ask.Chain;
    }

    public void Begin(long run, long generation, string type, string handledId, TimeSpan now)
    {
        Reset(run, generation, type, TimeSpan.MaxValue, now);
        _handledId = handledId;
    }

    private void Reset(long run, long generation, string type, TimeSpan deadline, TimeSpan now)
    {
        (Run, Generation, Type, Deadline, StartedAt) = (run, generation, type, deadline, now);
        (_ask, _caller, _chain, _handledId, _cancellation, ChangesBefore, Reply) = (null, null, null, null, null, null, null);
        (Waiting, OffTurn, Abandoned, Ended, _ids) = (0, false, false, false, 0);
        if (_asks.Count > 0)
        {
            lock (_asks) _asks.Clear();
        }
    }

    /// <summary>Id of what is handled.</summary>
    public string HandledId => _handledId ??= _ask!.Id;

    /// <summary>Whether this run handles that ask.</summary>
    public bool Serves(string askId) => _ask is not null && HandledId == askId;

    public int Depth => (_caller?.Depth ?? 0) + 1;

    /// <summary>This run as part of the chain that its asks carry; made when it asks for the first time.</summary>
    public CallChain Chain => _chain ??= new CallChain(Cell.Id, Run, Type, HandledId, Depth, _caller);

    /// <summary>Numbers what the handler asks, tells and names, in order: the same again when it runs again on the same input.</summary>
    public long NextNumber() => ++_ids;

    public TimeSpan Remaining => Deadline == TimeSpan.MaxValue ? TimeSpan.MaxValue : Max(Deadline - Cell.Clock.Now, TimeSpan.Zero);

    /// <summary>Fires at the deadline or when the run is given up. May be taken from any thread of the handler.</summary>
    public CancellationToken Token
    {
        get
        {
            if (_cancellation is { } made) return made.Token;
            var source = Deadline == TimeSpan.MaxValue ? new CancellationTokenSource() : new CancellationTokenSource(Limited(Remaining), Cell.Clock.Time);
            if (Abandoned) source.Cancel();
            return (Interlocked.CompareExchange(ref _cancellation, source, null) ?? source).Token;
        }
    }

    public void Cancel() => _cancellation?.Cancel();

    /// <summary>Whether its deadline has passed. The timer behind the token may fire a moment before the clock says so; a handler that obeys it then is in time all the same.</summary>
    public bool IsOver(TimeSpan now) => Deadline <= now || (Deadline != TimeSpan.MaxValue && _cancellation is { IsCancellationRequested: true });

    public void End()
    {
        Ended = true;
        _cancellation?.Dispose();
    }

    private static TimeSpan Limited(TimeSpan remaining) => remaining < TimeSpan.FromDays(40) ? remaining : TimeSpan.FromDays(40);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
