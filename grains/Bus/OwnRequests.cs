using Genesis.Resilience;

namespace Genesis;

/// <summary>Requests that the runtime answers for every component: they need no turn of the component when it lives in this process.</summary>
internal sealed class OwnRequests(LocalComponents local, MonotonicClock clock, AskMetrics metrics, Func<TimeSpan> connectionCheck)
{
    public ValueTask<Outcome> Answer(RequestRoute route, TimeSpan now, TimeSpan? timeout)
    {
        if (local.Find(route.Target.Id) is not { } cell) return Remote(route, now, timeout ?? connectionCheck());
        return new(Finish(route, route.Type == CriticalRequests.Ping ? Pong(cell.Id, cell.State) : new(OutcomeKind.Ok, Payload.Of(cell.Status())), now));
    }

    private async ValueTask<Outcome> Remote(RequestRoute route, TimeSpan now, TimeSpan timeout)
    {
        Reply reply;
        try
        {
            var status = await route.Target.Grain.GetStatus().WaitAsync(timeout, clock.Time);
            reply = route.Type == CriticalRequests.Ping ? Pong(status.Id, status.State) : new(OutcomeKind.Ok, Payload.Of(status));
        }
        catch (Exception exception)
        {
            reply = CallErrors.ToReply(exception);
        }
        return Finish(route, reply, now);
    }

    // The words are those of the owner's example: programs look for them.
    private static Reply Pong(string id, Lifecycle state) => state is Lifecycle.Failed or Lifecycle.Recovering or Lifecycle.Quarantined or Lifecycle.Stopped
        ? new(OutcomeKind.Unavailable, State: state)
        : new(OutcomeKind.Ok, Payload.Of($"Pong desde {id}"));

    private Outcome Finish(RequestRoute route, Reply reply, TimeSpan began)
    {
        var elapsed = clock.Now - began;
        route.Count(reply.Kind, elapsed);
        metrics.Ended(reply.Kind, elapsed);
        return new Outcome(reply, route.Target.Id, route.Type, 1, elapsed);
    }
}
