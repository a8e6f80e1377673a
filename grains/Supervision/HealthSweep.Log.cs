using Microsoft.Extensions.Logging;

namespace Genesis.Supervision;

internal sealed partial class HealthSweep
{
    [LoggerMessage(2400, LogLevel.Error, "Component {Component} has blocked its thread with {Type} since {Since} UTC, and is not declared as blocking. Use asynchronous calls, or set Blocking in its policies.")]
    private partial void LogBlocks(string component, string type, string since);

    [LoggerMessage(2401, LogLevel.Error, "Component {Component} has not answered since {Since} UTC.")]
    private partial void LogSilent(string component, string since);

    [LoggerMessage(2402, LogLevel.Error, "A look at the components' health failed; the next one comes as usual.")]
    private partial void LogFailed(Exception exception);
}
