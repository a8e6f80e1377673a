using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Genesis.Resilience;

namespace Genesis;

/// <summary>
/// One ask from its first attempt to its outcome: what the asker awaits. Used again after its outcome was taken, so an ask that goes well allocates little.
/// </summary>
/// <remarks>
/// An answer comes back where the ask was made: on the asking component's turn, or wherever the asker runs. A deadline comes from the sweep's timer and is
/// brought there first. An asking component goes on when it may (<see cref="Baton"/>).
/// </remarks>
internal sealed partial class AskOperation : IValueTaskSource<Outcome>, IResumption
{
    private readonly Action _onReply;
    private ManualResetValueTaskSourceCore<Outcome> _core;
    private ValueTaskAwaiter<Reply> _awaiter;
    private ComponentBus _bus = null!;
    private long _frameRun;
    private TimeSpan _started;
    private TimeSpan _deadline;
    private TimeSpan _attemptStarted;
    private BreakerEntry _entry;
    private SynchronizationContext? _context;
    private bool _timedOut;
    private bool _retrying;

    // Asked on a component's turn, and answered there.
    private bool _gated;

    private AskOperation() => _onReply = OnReply;

    // The list of asks under way.
    public AskOperation? Next;
    public AskOperation? Previous;
    public InFlight.Stripe? Stripe;

    /// <summary>When the sweep ends it, or its attempt.</summary>
    public TimeSpan EndsAt { get; set; }

    /// <summary>Whether the end of an attempt is not yet the end of the ask.</summary>
    public bool RetriesOnTimeout { get; set; }

    public Frame? Frame { get; private set; }

    public RequestRoute Route { get; private set; } = null!;

    public AskRequest Request { get; private set; } = null!;

    public int Attempts { get; private set; }

    /// <summary>Whether the handler run that asked still goes on.</summary>
    public bool IsWanted => Frame is { } frame && frame.Run == _frameRun && !frame.Ended && !frame.Abandoned;

    public TimeSpan Deadline => _deadline;

    /// <summary>Makes the first attempt.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2012", Justification = "Its awaiter is awaited once, by a callback that is used again: that is what saves the allocations.")]
    public ValueTask<Outcome> Start(ComponentBus bus, RequestRoute route, AskRequest request, Frame? frame, BreakerEntry entry, TimeSpan now)
    {
        (_bus, Route, Request, Frame, _entry, _started, _deadline) = (bus, route, request, frame, entry, now, request.Deadline);
        _timedOut = _retrying = false;
        Attempts = 1;
        _attemptStarted = now;
        RetriesOnTimeout = false;
        EndsAt = _deadline;
        if (route.Idempotent && now + route.AttemptTimeout.Current(now) is var attemptEnd && attemptEnd < _deadline)
        {
            EndsAt = attemptEnd;
            RetriesOnTimeout = true;
            // Retries go on where the asker is.
            _context = SynchronizationContext.Current;
        }
        // Code of a component that runs elsewhere, by Task.Run or as a blocking one, is no piece that the baton counts.
        _gated = frame is { OffTurn: false } && ReferenceEquals(TaskScheduler.Current, frame.Cell.Scheduler);
        if (frame is not null) _frameRun = frame.Run;

        _awaiter = Call(request).GetAwaiter();
        if (_awaiter.IsCompleted)
        {
            var reply = TakeReply();
            if (!reply.IsTransient || !route.Idempotent) return new(Immediate(reply));
            Account(reply);
            RetriesOnTimeout = false;
            EndsAt = _deadline;
            bus.InFlight.Add(this);
            _ = Retry(reply);
            return new(this, _core.Version);
        }
        frame?.Add(this);
        bus.InFlight.Add(this);
        _awaiter.UnsafeOnCompleted(_onReply);
        return new(this, _core.Version);
    }

    /// <summary>One attempt.</summary>
    public ValueTask<Reply> Call(AskRequest request)
    {
        try
        {
            return Route.Target.Grain.Ask(request);
        }
        catch (Exception exception)
        {
            return ValueTask.FromResult(CallErrors.ToReply(exception));
        }
    }

    /// <summary>Ends the ask from elsewhere, such as for a cycle; does nothing when it has ended.</summary>
    public void End(Reply reply)
    {
        if (!InFlight.Remove(this)) return;
        _timedOut = true;
        Complete(reply, _retrying ? _bus.Clock.Now : Account(reply));
    }

    /// <summary>Called by the sweep, after it took the operation out or ended its attempt.</summary>
    public void TimeIsUp()
    {
        if (_gated) Task.Factory.StartNew(static self => ((AskOperation)self!).TimedOut(), this, CancellationToken.None, TaskCreationOptions.None, Frame!.Cell.Scheduler);
        else if (_context is { } context) context.Post(static self => ((AskOperation)self!).TimedOut(), this);
        else TimedOut();
    }

    private void TimedOut()
    {
        _timedOut = true;
        // The sweep's thread has other asks to end; on a virtual clock there is but one thread.
        _core.RunContinuationsAsynchronously = _bus.Clock.IsReal;
        var reply = new Reply(OutcomeKind.TimedOut);
        if (!RetriesOnTimeout)
        {
            Complete(reply, _retrying ? _bus.Clock.Now : Account(reply));
            return;
        }
        // An attempt is over, not the ask: it goes back to those under way.
        Account(reply);
        RetriesOnTimeout = false;
        EndsAt = _deadline;
        _bus.InFlight.Add(this);
        _ = Retry(reply);
    }

    private void OnReply()
    {
        var reply = TakeReply();
        if (_timedOut)
        {
            _bus.Metrics.Late();
            return;
        }
        if (reply.IsTransient && Route.Idempotent && InFlight.KeepUntil(this, _deadline))
        {
            RetriesOnTimeout = false;
            Account(reply);
            _ = Retry(reply);
            return;
        }
        if (!InFlight.Remove(this))
        {
            // The sweep was first and its word is on the way.
            _bus.Metrics.Late();
            return;
        }
        Complete(reply, Account(reply));
    }

    private Reply TakeReply()
    {
        try
        {
            return _awaiter.GetResult();
        }
        catch (Exception exception)
        {
            return CallErrors.ToReply(exception);
        }
        finally
        {
            _awaiter = default;
        }
    }

    /// <summary>What limit and attempt timeout learn from an attempt.</summary>
    private TimeSpan Account(Reply reply)
    {
        var now = _bus.Clock.Now;
        var latency = now - _attemptStarted;
        Route.Target.Limit.Release(latency, now);
        if (Route.Idempotent) Route.AttemptTimeout.Record(latency);
        return now;
    }

    private Outcome Immediate(Reply reply)
    {
        var outcome = Finish(reply, Account(reply));
        Return();
        return outcome;
    }

    private async Task Retry(Reply first)
    {
        Reply reply;
        try
        {
            _retrying = true;
            (reply, Attempts) = await _bus.Retries.Run(this, first);
        }
        catch (Exception exception)
        {
            reply = CallErrors.ToReply(exception);
        }
        if (InFlight.Remove(this)) Complete(reply, _bus.Clock.Now);
    }

    /// <summary>On the asker's side: its turn, or any thread when there is none.</summary>
    private void Complete(Reply reply, TimeSpan now)
    {
        var outcome = Finish(reply, now);
        Frame?.Remove(this);
        if (!_gated)
        {
            _core.SetResult(outcome);
            return;
        }
        _core.SetResult(outcome);
        if (_continuation is not null) Frame!.Cell.Baton.Resume(this);
    }

    private Outcome Finish(Reply reply, TimeSpan now)
    {
        var elapsed = now - _started;
        // The breaker is around the retries: it learns how the ask has ended.
        Route.Target.Report(_entry, reply, now);
        Route.Count(reply.Kind, elapsed);
        _bus.Metrics.Ended(reply.Kind, elapsed);
        return new Outcome(reply, Route.Target.Id, Request.Type, Attempts, elapsed);
    }

    public WaitStep ToStep(Func<TimeSpan, DateTimeOffset> at) =>
        new(Frame?.Cell.Id ?? Request.Source, _frameRun, Request.Id, Route.Target.Id, Request.Type, at(_started));
}
