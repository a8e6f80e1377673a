using Microsoft.Extensions.Logging;

namespace Genesis.Hosting;

internal sealed partial class LiveOptions<TOptions>
{
    [LoggerMessage(2620, LogLevel.Error, "A change of the settings was refused, and the ones before ({Settings}) stay in force. {Findings}")]
    private partial void LogRefused(string settings, string findings);

    [LoggerMessage(2621, LogLevel.Error, "Changed settings ({Settings}) hold, but a part of the system could not take them over.")]
    private partial void LogNotApplied(Exception exception, string settings);
}
