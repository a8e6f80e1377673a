using Genesis.Resilience;

namespace Genesis;

/// <summary>Tries asks again whose first attempt failed in a way that may pass.</summary>
internal sealed class Retries(MonotonicClock clock, TimeProvider time, AskMetrics metrics, Func<double> random, Func<RetryOptions> options)
{
    private readonly RetryPipeline<Reply> _pipeline = new(options, clock, time, random, static reply => reply.IsTransient);

    public async Task<(Reply Reply, int Attempts)> Run(AskOperation operation, Reply first)
    {
        var result = await _pipeline.Execute(first, Attempt, operation, operation.Route.Target.Budget, operation.Deadline, CancellationToken.None);
        return (result.Value, result.Attempts);
    }

    private async ValueTask<Reply> Attempt(AskOperation operation, int number, CancellationToken cancellationToken)
    {
        metrics.Retried();
        var (target, now) = (operation.Route.Target, clock.Now);
        // Its breaker was opened since: the ask that tries again was let in before, and does not count as the probe.
        if (target.BreakerState == BreakerState.Open) return new Reply(OutcomeKind.CircuitOpen, Reason: target.Breaker.Status.Reason);
        if (!target.Limit.TryAcquire()) return new Reply(OutcomeKind.Overloaded);
        var timeout = operation.Route.AttemptTimeout.Current(now);
        if (operation.Deadline - now is var left && left < timeout) timeout = left;
        var request = operation.Request.Again(now + timeout, timeout);
        Reply reply;
        try
        {
            reply = await operation.Call(request).AsTask().WaitAsync(timeout, time, cancellationToken);
        }
        catch (Exception exception)
        {
            reply = CallErrors.ToReply(exception);
        }
        var end = clock.Now;
        target.Limit.Release(end - now, end);
        operation.Route.AttemptTimeout.Record(end - now);
        return reply;
    }
}
