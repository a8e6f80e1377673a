using Microsoft.Extensions.Logging;

namespace Genesis;

internal sealed partial class EventIntake
{
    private static readonly TimeSpan WarnAgainAfter = TimeSpan.FromSeconds(10);

    private readonly ILogger _log;
    private TimeSpan _warnedAt = TimeSpan.MinValue;

    private void Warn(string type)
    {
        _events.Counts.MailboxWarning();
        var now = _services.Clock.Now;
        if (_warnedAt != TimeSpan.MinValue && now - _warnedAt < WarnAgainAfter) return;
        _warnedAt = now;
        LogMailboxFills(_cell.Id, _mailbox.Count, _mailbox.Capacity, type);
    }

    [LoggerMessage(2200, LogLevel.Warning, "{Count} events wait for {Component}, whose mailbox holds {Capacity}; the last one is of type {Type}. Make its handlers faster, its mailbox larger, or the overflow policy of the type another one.")]
    private partial void LogMailboxFills(string component, int count, int capacity, string type);

    [LoggerMessage(2201, LogLevel.Warning, "Event {Id} of type {Type} goes to the dead letters: {Component} failed at it {Attempts} times. {Reason}")]
    private partial void LogGivenUp(string id, string type, string component, int attempts, string reason);

    [LoggerMessage(2202, LogLevel.Error, "The dead letter of event {Id} of type {Type} for {Component} could not be stored. One that is durable stays in the journal; of another one only the count is left.")]
    private partial void LogLetterLost(Exception exception, string id, string type, string component);

    [LoggerMessage(2203, LogLevel.Warning, "{Count} durable events that {Component} has handled could not be acknowledged to the journal. It is tried again.")]
    private partial void LogNotAcknowledged(Exception exception, string component, int count);

    [LoggerMessage(2204, LogLevel.Warning, "The journal cannot be read for {Component}. Durable events that wait there are late; it is tried again.")]
    private partial void LogJournalUnreadable(Exception exception, string component);
}
