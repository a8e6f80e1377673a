using Genesis.Chaos;

namespace Genesis;

/// <content>Requests: run at once when nothing else runs, else queued within a bound.</content>
internal sealed partial class ComponentCell
{
    // So many requests in a row before an event that waits has its turn: askers wait, tellers do not.
    private const int RequestsBeforeEvent = 4;

    private Queue<QueuedAsk>? _critical;
    private Queue<QueuedAsk>? _queue;
    private int _requestsInARow;

    public int QueuedRequests => (_critical?.Count ?? 0) + (_queue?.Count ?? 0);

    /// <summary>One attempt of an ask.</summary>
    public ValueTask<Reply> Ask(AskRequest ask)
    {
        if (!Life.TakesRequests) return new(Life.Refusal());
        var now = Clock.Now;
        var deadline = _services.Bus.DeadlineOf(ask, now);
        if (deadline <= now)
        {
            _lateResults++;
            return new(new Reply(OutcomeKind.TimedOut, Reason: "Its deadline had passed when it arrived."));
        }
        if (Baton.IsFree && Life.Runs && QueuedRequests == 0 && !Baton.HasResumptions) return Run(ask, deadline, now);
        return Enqueue(ask, deadline, now);
    }

    private ValueTask<Reply> Enqueue(AskRequest ask, TimeSpan deadline, TimeSpan now)
    {
        if (QueuedRequests >= _services.Limits.RequestQueue)
        {
            DropExpired(now);
            if (QueuedRequests >= _services.Limits.RequestQueue)
                return new(new Reply(OutcomeKind.Overloaded, Reason: $"{QueuedRequests} requests wait for it.", RetryAfter: TimeSpan.FromMilliseconds(100)));
        }
        if (Baton.IsSerial && Baton.Holder is { } holder)
        {
            if (ask.Chain is { } chain && chain.Holds(Id, holder.Run))
                return new(new Reply(OutcomeKind.CycleDetected, Reason: $"{Id} is strictly serial and waits in this chain: {chain} → {Id}.{ask.Type}"));
            FollowWait(ask, holder);
        }
        var queued = new QueuedAsk(ask, deadline);
        (ask.Critical ? _critical ??= new() : _queue ??= new()).Enqueue(queued);
        return new(queued.Reply);
    }

    private bool RunNextRequest()
    {
        while ((_critical is { Count: > 0 } ? _critical : _queue is { Count: > 0 } ? _queue : null) is { } queue)
        {
            var queued = queue.Dequeue();
            var now = Clock.Now;
            if (queued.Deadline <= now)
            {
                queued.Expire();
                continue;
            }
            queued.Run(Run, now);
            return true;
        }
        return false;
    }

    private void DropExpired(TimeSpan now)
    {
        foreach (var queue in (Queue<QueuedAsk>?[])[_critical, _queue])
        {
            for (var left = queue?.Count ?? 0; left > 0; left--)
            {
                var queued = queue!.Dequeue();
                if (queued.Deadline <= now) queued.Expire();
                else queue.Enqueue(queued);
            }
        }
    }

    /// <summary>Ends all requests that wait: the component is going away for now.</summary>
    public void RefuseQueued(Reply reply)
    {
        while (_critical?.TryDequeue(out var queued) == true) queued.EndWith(new(reply));
        while (_queue?.TryDequeue(out var queued) == true) queued.EndWith(new(reply));
    }

    private ValueTask<Reply> Run(AskRequest ask, TimeSpan deadline, TimeSpan now)
    {
        var frame = NextFrame();
        frame.Begin(NextRun(), Generation, ask, deadline, now);
        var outer = Baton.Enter(frame);
        ValueTask<object?> task;
        try
        {
            task = _faults?.OfHandler(ask.Type) is { } fault ? Answer(fault, frame, ask) : Answer(_instance!, frame, ask);
        }
        catch (Exception exception)
        {
            task = ValueTask.FromException<object?>(exception);
        }
        if (!task.IsCompleted)
        {
            Track(frame);
            // A run that is given up is answered for at once: whoever asked, and the call that brought it, do not wait for a handler that may never end.
            var reply = frame.Reply = new();
            // Begun before others may run, so that the end of this run is known of first.
            _ = Finish(frame, task, reply);
            Baton.Leave(outer);
            return new(reply.Task);
        }
        // A run that never waited is taken to have ended when it began: the clock costs more than the rest of this.
        var done = task.IsCompletedSuccessfully ? ToReply(frame, task.Result, null, now) : ToReply(frame, null, ErrorOf(task), now);
        Recycle(frame);
        Baton.Finish(outer);
        return new(done);
    }

    private ValueTask<object?> Answer(Component instance, Frame frame, AskRequest ask) => _runsOffTurn
        ? new(_services.Blocking!.Run(frame, static state => state.Instance.OnRequest(new ComponentRequest(state.Ask, state.Frame)).AsTask(), (Instance: instance, Ask: ask, Frame: frame)))
        : instance.OnRequest(new ComponentRequest(ask, frame));

    private async ValueTask<object?> Answer(Injection fault, Frame frame, AskRequest ask)
    {
        var instance = _instance!;
        await _services.Faults.Befall(fault, frame);
        return await Answer(instance, frame, ask);
    }

    private async Task Finish(Frame frame, ValueTask<object?> task, TaskCompletionSource<Reply> promise)
    {
        object? value = null;
        Exception? error = null;
        try
        {
            value = await task;
        }
        catch (Exception exception)
        {
            error = exception;
        }
        Untrack(frame);
        var reply = ToReply(frame, value, error, Clock.Now);
        var abandoned = frame.Abandoned;
        Recycle(frame);
        if (!abandoned) Baton.Release(frame);
        promise.TrySetResult(reply);
    }

    private Reply GivenUp => new(OutcomeKind.Unavailable, Reason: "The handler was given up; its result is discarded.", State: State);

    private Reply ToReply(Frame frame, object? value, Exception? error, TimeSpan now)
    {
        if (frame.Abandoned || frame.Generation != Generation)
        {
            _lateResults++;
            return GivenUp;
        }
        _requestsHandled++;
        Ended(frame, error, now);
        if (now > frame.Deadline) _lateResults++;
        if (error is OperationCanceledException && frame.IsOver(now)) return new Reply(OutcomeKind.TimedOut);
        if (error is not null) return new Reply(OutcomeKind.Failed, Failure: CallErrors.ToFailure(error));
        if (ReferenceEquals(value, ComponentRequest.Unknown)) return new Reply(OutcomeKind.UnknownRequest);
        try
        {
            return value is null ? Reply.Done : new Reply(OutcomeKind.Ok, Payload.Of(value));
        }
        catch (PayloadException exception)
        {
            return new Reply(OutcomeKind.Failed, Failure: CallErrors.ToFailure(exception));
        }
    }

    private static Exception ErrorOf(ValueTask<object?> task)
    {
        try
        {
            _ = task.GetAwaiter().GetResult();
            return new InvalidOperationException("The handler failed without an error.");
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
