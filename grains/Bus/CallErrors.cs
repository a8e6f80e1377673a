using Genesis.Resilience;

namespace Genesis;

/// <summary>Errors of grain calls as replies: what failed on the way is the caller's to see as an outcome, too.</summary>
internal static class CallErrors
{
    public static Reply ToReply(Exception exception) => exception switch
    {
        TimeoutException => new(OutcomeKind.TimedOut, Reason: exception.Message),
        LimitExceededException => new(OutcomeKind.Overloaded, Reason: exception.Message),
        // Rejected on the way, so it never ran: its silo is gone, or its activation was and a new one was not there yet.
        OrleansMessageRejectionException or ObjectDisposedException => new(OutcomeKind.Unavailable, Reason: exception.Message, State: Lifecycle.Stopping),
        OperationCanceledException => new(OutcomeKind.TimedOut, Reason: "It was given up."),
        _ => new(OutcomeKind.Failed, Failure: ToFailure(exception)),
    };

    public static Failure ToFailure(Exception exception) => new(
        exception.GetType().Name,
        exception.Message,
        exception is TransientException or TimeoutException or IOException or System.Net.Sockets.SocketException or HttpRequestException,
        exception.ToString());

    /// <summary>What a breaker may learn from a reply: true good, false bad, null nothing about the target.</summary>
    public static bool? Verdict(Reply reply) => reply.Kind switch
    {
        OutcomeKind.Ok or OutcomeKind.UnknownRequest or OutcomeKind.CycleDetected or OutcomeKind.DepthExceeded => true,
        OutcomeKind.TimedOut => false,
        OutcomeKind.Failed => reply.Failure?.Type switch
        {
            // Data that do not fit are the asker's fault.
            nameof(PayloadException) => true,
            // Somebody whom the target asked did not answer: that one has a breaker of its own. Else one failure would open them all, up the chain.
            nameof(AskException) => null,
            _ => false,
        },
        _ => null,
    };

    public static void Report(this CircuitBreaker breaker, in BreakerEntry entry, Reply reply, TimeSpan now)
    {
        if (Verdict(reply) is { } ok) breaker.Report(entry, ok, now);
        else breaker.Abandon(entry, now);
    }
}
