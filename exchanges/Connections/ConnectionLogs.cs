using Microsoft.Extensions.Logging;

namespace Genesis.Exchanges;

/// <summary>What connections say in the log. Ids 3500 to 3599.</summary>
internal static partial class ConnectionLogs
{
    [LoggerMessage(3500, LogLevel.Warning, "{Link}: attempt {Attempt} to connect failed: {Problem}. The next one follows after a growing pause.")]
    public static partial void ConnectFailed(this ILogger log, string link, int attempt, string problem);

    [LoggerMessage(3501, LogLevel.Warning, "{Link}: the connection was lost ({Reason}). Reconnecting, then everything is subscribed again.")]
    public static partial void Broke(this ILogger log, string link, string reason);

    [LoggerMessage(3502, LogLevel.Debug, "{Link}: {Problem}")]
    public static partial void WireFailed(this ILogger log, string link, string problem);

    [LoggerMessage(3503, LogLevel.Error, "{Link}: ended by a fault of its own. Disconnect and connect again.")]
    public static partial void LinkFailed(this ILogger log, string link, Exception problem);

    [LoggerMessage(3504, LogLevel.Error, "{Link}: did not end within 10 s of being closed.")]
    public static partial void LinkDidNotEnd(this ILogger log, string link);

    [LoggerMessage(3505, LogLevel.Warning, "{Link}: the venue refuses {Stream}: {Reason}")]
    public static partial void Rejected(this ILogger log, string link, string stream, string reason);

    [LoggerMessage(3506, LogLevel.Warning, "{Link}: the venue says: {Text}")]
    public static partial void VenueError(this ILogger log, string link, string text);

    [LoggerMessage(3507, LogLevel.Warning, "{Link}: a frame could not be read ({Problem}); it begins with: {Beginning}")]
    public static partial void MalformedFrame(this ILogger log, string link, string problem, string beginning);

    [LoggerMessage(3508, LogLevel.Information, "{Link}: subscribing {Stream} anew for a fresh book.")]
    public static partial void Resubscribing(this ILogger log, string link, string stream);

    [LoggerMessage(3509, LogLevel.Warning, "{Link}: no fresh book for {Stream} yet: {Problem}. It is tried again after a growing pause; until then the book is stale.")]
    public static partial void ResyncFailed(this ILogger log, string link, string stream, string problem);

    [LoggerMessage(3510, LogLevel.Information, "{Link}: opening a successor for the socket, which is {Hours:0.0} h old.")]
    public static partial void Renewing(this ILogger log, string link, double hours);

    [LoggerMessage(3511, LogLevel.Information, "{Link}: the successor has taken over after {Milliseconds:0} ms of overlap.")]
    public static partial void Renewed(this ILogger log, string link, double milliseconds);

    [LoggerMessage(3512, LogLevel.Warning, "{Link}: the successor failed ({Problem}); the old socket goes on, the next try follows in 30 s.")]
    public static partial void RenewFailed(this ILogger log, string link, string problem);

    [LoggerMessage(3513, LogLevel.Error, "The callback of {Stream} threw. The item counts as handled; the next one follows.")]
    public static partial void CallbackFailed(this ILogger log, string stream, Exception problem);

    [LoggerMessage(3514, LogLevel.Warning, "The callback of {Stream} has been running for {Seconds:0.0} s. Only its own queue waits; what finds it full is dropped and reported as a gap.")]
    public static partial void CallbackHangs(this ILogger log, string stream, double seconds);

    [LoggerMessage(3515, LogLevel.Error, "{Link}: the observer threw.")]
    public static partial void ObserverFailed(this ILogger log, string link, Exception problem);

    [LoggerMessage(3516, LogLevel.Warning, "{Stream} was not confirmed within {Seconds:0} s and is given up. Last problem of its connection: {Problem}")]
    public static partial void NotConfirmed(this ILogger log, string stream, double seconds, string problem);
}
