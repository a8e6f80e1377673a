using Microsoft.Extensions.Logging;

namespace Genesis.Streams;

internal sealed partial class StreamDrain
{
    [LoggerMessage(2710, LogLevel.Warning,
        "Streams {Provider} stop and {Left} accepted events are not delivered: their consumers did not take them within {Timeout}.")]
    private partial void LogLeft(string provider, long left, TimeSpan timeout);
}
