using Microsoft.Extensions.Logging;

namespace Genesis;

internal sealed partial class ComponentLife
{
    [LoggerMessage(2010, LogLevel.Error, "Component {Component} failed: {Reason}")]
    private partial void LogFailed(string component, string reason);

    [LoggerMessage(2011, LogLevel.Warning, "Component {Component} has recovered as generation {Generation}.")]
    private partial void LogRecovered(string component, long generation);

    [LoggerMessage(2012, LogLevel.Error, "Component {Component} is in quarantine: {Reason} The last failure: {Failure}")]
    private partial void LogQuarantined(string component, string reason, string failure);

    [LoggerMessage(2013, LogLevel.Warning, "A step of stopping component {Component} failed or took too long; it is stopped all the same.")]
    private partial void LogStopStepFailed(Exception exception, string component);

    [LoggerMessage(2014, LogLevel.Information, "Component {Component} is restarted: {Reason}")]
    private partial void LogRestarted(string component, string reason);
}
