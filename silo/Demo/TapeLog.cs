using Microsoft.Extensions.Logging;

namespace Genesis.Silo.Demo;

/// <summary>Shows warnings and errors among what the flow does, so that log lines do not run through the live view.</summary>
internal sealed class TapeLog(Recent<TapeLine> tape, TimeProvider time) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void Dispose()
    {
        // The tape is its owner's.
    }

    private void Write(LogLevel level, string text) => tape.Add(new TapeLine(time.GetUtcNow(), level == LogLevel.Warning ? "warning" : "error", $"{text}"));

    private sealed class Writer(TapeLog owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) owner.Write(logLevel, formatter(state, exception).ReplaceLineEndings(" "));
        }
    }
}
