using Genesis.Resilience;

namespace Genesis;

/// <summary>
/// One ask from its first attempt to its outcome: what the asker awaits. Serves again after its outcome was taken, so an ask that goes well allocates little.
/// </summary>
/// <remarks>
/// An answer is brought to the asker's side before anything is done with it: to the turn of the component that asks, or to a thread of the pool when somebody outside
/// asks. There whoever takes the ask out of <see cref="InFlight"/> ends it: the answer, or the sweep when time is up.
/// </remarks>
internal sealed partial class AskOperation : LocalPiece, IResumption, IThreadPoolWorkItem
{
    private ComponentBus _bus = null!;
    private BreakerEntry _entry;
    private TimeSpan _started;
    private long _frameRun;
    private Reply? _reply;

    // Its first attempt has been answered: nobody but the asker holds it any more.
    private bool _answered;

    // Asked on a component's turn, and answered there.
    private bool _gated;

    // Where an asker outside goes on in virtual time, which has one thread.
    private SynchronizationContext? _context;

    // The list of asks under way.
    public AskOperation? Next;
    public AskOperation? Previous;
    public InFlight.Stripe? Stripe;

    /// <summary>When the sweep ends it, or its first attempt.</summary>
    public TimeSpan EndsAt { get; private set; }

    /// <summary>Whether its first attempt is over and further ones are made.</summary>
    public bool IsRetrying { get; private set; }

    public Frame? Frame { get; private set; }

    public RequestRoute Route { get; private set; } = null!;

    public AskRequest Request { get; private set; } = null!;

    /// <summary>Attempts made. Only the first one's answer comes here.</summary>
    public int Attempts { get; private set; }

    public TimeSpan Deadline => Request.Deadline;

    /// <summary>Whether the handler run that asked still goes on.</summary>
    public bool IsWanted => Frame is { } frame && frame.Run == _frameRun && !frame.Ended && !frame.Abandoned;

    /// <summary>Makes the first attempt.</summary>
    public ValueTask<Outcome> Start(ComponentBus bus, RequestRoute route, AskRequest request, Frame? frame, BreakerEntry entry, TimeSpan now)
    {
        (_bus, Route, Request, Frame, _entry, _started) = (bus, route, request, frame, entry, now);
        Attempts = 1;
        var attempt = route.Idempotent ? now + route.AttemptTimeout.Current(now) : TimeSpan.MaxValue;
        EndsAt = attempt < request.Deadline ? attempt : request.Deadline;
        if (!bus.Clock.IsReal) _context = SynchronizationContext.Current;
        if (frame is not null)
        {
            // Code of a component that runs elsewhere, by Task.Run or as a blocking one, is no piece that the baton counts.
            _gated = !frame.OffTurn && ReferenceEquals(TaskScheduler.Current, frame.Cell.Scheduler);
            _frameRun = frame.Run;
            frame.Add(this);
        }
        var result = new ValueTask<Outcome>(this, _core.Version);
        bus.InFlight.Add(this);
        Send();
        return result;
    }

    /// <summary>Ends the ask from elsewhere, such as for a cycle, on the asker's side; does nothing when it has ended.</summary>
    public void End(Reply reply)
    {
        if (InFlight.Remove(this)) Ended(reply);
    }

    /// <summary>Called by the sweep, after it took the operation out: the ask is over, or its first attempt.</summary>
    public void TimeIsUp()
    {
        if (_gated) Task.Factory.StartNew(static self => ((AskOperation)self!).TimedOut(), this, CancellationToken.None, TaskCreationOptions.None, Frame!.Cell.Scheduler);
        else if (_bus.Clock.IsReal) ThreadPool.UnsafeQueueUserWorkItem(static self => self.TimedOut(), this, preferLocal: false);
        else if (_context is { } context) context.Post(static self => ((AskOperation)self!).TimedOut(), this);
        else TimedOut();
    }

    private void TimedOut() => Ended(new Reply(OutcomeKind.TimedOut));

    /// <summary>The first attempt was answered: on the asker's side.</summary>
    public void Execute()
    {
        if (!InFlight.RemoveFirst(this))
        {
            _bus.Metrics.Late();
            return;
        }
        _answered = true;
        Ended(_reply!);
    }

    /// <summary>The ask is over, or its first attempt; nobody else can end it now.</summary>
    private void Ended(Reply reply)
    {
        var now = _bus.Clock.Now;
        if (!IsRetrying) Account(now);
        if (IsRetrying || !reply.IsTransient || !Route.Idempotent || now >= Deadline)
        {
            Complete(reply, now);
            return;
        }
        // An attempt is over, not the ask: it goes back to those under way.
        IsRetrying = true;
        EndsAt = Deadline;
        _bus.InFlight.Add(this);
        _ = Retry(reply);
    }

    /// <summary>What limit and attempt timeout learn from the first attempt.</summary>
    private void Account(TimeSpan now)
    {
        var latency = now - _started;
        Route.Target.Limit.Release(latency, now);
        if (Route.Idempotent) Route.AttemptTimeout.Record(latency);
    }

    private async Task Retry(Reply first)
    {
        Reply reply;
        try
        {
            (reply, Attempts) = await _bus.Retries.Run(this, first);
        }
        catch (Exception exception)
        {
            reply = CallErrors.ToReply(exception);
        }
        End(reply);
    }
}
