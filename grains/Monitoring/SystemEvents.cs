using System.Collections.Concurrent;
using Genesis.Resilience;
using Microsoft.Extensions.Logging;

namespace Genesis.Monitoring;

/// <summary>Events that the runtime itself tells. Nothing waits for them; one that cannot be told is counted.</summary>
internal sealed partial class SystemEvents(IComponentBus bus, MonotonicClock clock, ILogger<SystemEvents> log)
{
    public const string Mode = "system.mode";
    public const string Lifecycle = "component.lifecycle";

    /// <summary>Who tells what concerns one process.</summary>
    public const string System = "system";

    /// <summary>Who tells what concerns all of them.</summary>
    public const string Monitor = "monitor";

    private const int MostWaiting = 100;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = log;
    private readonly ConcurrentQueue<ModeChange> _changes = new();
    private long _untold;
    private int _telling;

    /// <summary>Events that could not be told.</summary>
    public long Untold => Volatile.Read(ref _untold);

    /// <summary>Tells of a change in a component's life.</summary>
    public void Tell(LifecycleNotice notice) => _ = TryTell(Lifecycle, notice, System, new TellOptions { Origin = EventOrigin.Local, Key = notice.Id });

    /// <summary>Tells of a change of the mode: durable, in order, and again as long as the journal does not take it.</summary>
    public void Tell(ModeChange change)
    {
        _changes.Enqueue(change);
        if (_changes.Count > MostWaiting && _changes.TryDequeue(out _)) Interlocked.Increment(ref _untold);
        if (Interlocked.Exchange(ref _telling, 1) == 0) _ = TellChanges();
    }

    private async Task TellChanges()
    {
        var pause = FirstPause;
        while (_changes.TryPeek(out var change))
        {
            if (await TryTell(Mode, change, Monitor, new TellOptions { Origin = EventOrigin.Local }))
            {
                pause = FirstPause;
                // It may have been dropped meanwhile, when too many waited.
                if (_changes.TryPeek(out var first) && ReferenceEquals(first, change)) _changes.TryDequeue(out _);
                continue;
            }
            await Task.Delay(pause, clock.Time);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
        Volatile.Write(ref _telling, 0);
        if (!_changes.IsEmpty && Interlocked.Exchange(ref _telling, 1) == 0) _ = TellChanges();
    }

    private async Task<bool> TryTell(string type, object data, string source, TellOptions options)
    {
        try
        {
            var result = await bus.Tell(type, data, source, options);
            if (result.IsTold) return true;
            Count(type, null, result.Refused);
        }
        catch (Exception exception)
        {
            Count(type, exception, exception.Message);
        }
        return false;
    }

    private void Count(string type, Exception? exception, string? why)
    {
        // The first one is enough: the others fail for the same reason.
        if (Interlocked.Increment(ref _untold) == 1) LogUntold(exception, type, why);
    }

    [LoggerMessage(2510, LogLevel.Error, "An event {Type} of the runtime could not be told; further ones are counted and not logged: {Why}")]
    private partial void LogUntold(Exception? exception, string type, string? why);
}
