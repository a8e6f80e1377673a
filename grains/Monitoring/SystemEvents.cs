using Microsoft.Extensions.Logging;

namespace Genesis.Monitoring;

/// <summary>Events that the runtime itself tells. Nothing waits for them; one that cannot be told is counted.</summary>
internal sealed partial class SystemEvents(IComponentBus bus, ILogger<SystemEvents> log)
{
    public const string Source = "system";
    public const string Mode = "system.mode";
    public const string Lifecycle = "component.lifecycle";

    private readonly ILogger _log = log;
    private long _untold;

    /// <summary>Events that could not be told.</summary>
    public long Untold => Volatile.Read(ref _untold);

    public void Tell(string type, object data, string? key = null)
    {
        try
        {
            var telling = bus.Tell(type, data, Source, key is null ? null : new TellOptions { Key = key });
            if (!telling.IsCompletedSuccessfully) _ = Follow(type, telling);
        }
        catch (Exception exception)
        {
            Count(type, exception);
        }
    }

    private async Task Follow(string type, ValueTask<TellResult> telling)
    {
        try
        {
            await telling;
        }
        catch (Exception exception)
        {
            Count(type, exception);
        }
    }

    private void Count(string type, Exception exception)
    {
        // The first one is enough: the others fail for the same reason.
        if (Interlocked.Increment(ref _untold) == 1) LogUntold(exception, type);
    }

    [LoggerMessage(2510, LogLevel.Error, "An event {Type} of the runtime could not be told; further ones are counted and not logged.")]
    private partial void LogUntold(Exception exception, string type);
}
