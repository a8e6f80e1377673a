using Microsoft.Extensions.Logging;

namespace Genesis;

internal sealed partial class ComponentCell
{
    [LoggerMessage(2000, LogLevel.Warning, "A handler of {Component} failed at {Type}.")]
    private partial void LogHandlerFailed(Exception exception, string component, string type);
}
