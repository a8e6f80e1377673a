using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Hosting;

/// <summary>Drops log lines of Orleans that belong to a healthy start, stop or recovery and ask nobody to do anything.</summary>
internal sealed class QuietLog : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly QuietCategory[] Categories =
    [
        // It warns at every start that the process has no server GC: a choice of the host, see docs/troubleshooting.md.
        new("Orleans.Runtime.Silo", LogLevel.Error, static log => !log._hasStarted),
        // Its first check runs before it has set the time of the last one, and may report a stall as long as the machine has been up.
        new("Orleans.Runtime.Watchdog", LogLevel.Error, static log => !log._hasStarted),
        // It warns of turns above 1 s. Code that runs for the first time is compiled in its turn, and last checkpoints take theirs.
        new("Orleans.Runtime.Scheduler.WorkItemGroup", LogLevel.Error, static log => !log._hasStarted || log._stops),
        // It warns of stages that take more than 1 s to stop. Streams are drained, and last checkpoints written.
        new("Orleans.Runtime.SiloLifecycleSubject", LogLevel.Error, static log => log._stops),
        // It logs an exception with its stack for each call to a grain that has gone. The caller gets that exception.
        new("Orleans.Messaging", LogLevel.None, static log => log._stops),
        // After a silo was killed, it warns of each stream of that silo as it forgets it.
        new("Orleans.Streams.PubSubRendezvousGrain", LogLevel.Error, static _ => true),
    ];

    private volatile bool _hasStarted;
    private volatile bool _stops;

    public static void Add(ISiloBuilder silo)
    {
        var log = new QuietLog();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(log);
        silo.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            foreach (var (category, passes, isQuiet) in Categories)
            {
                var level = LevelOf(category, options);
                options.Rules.Add(new LoggerFilterRule(null, category, level, (_, _, line) => line >= passes || !isQuiet(log)));
            }
        });
    }

    // Stages are stopped in reverse: the last is the first that hears of it.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(QuietLog), ServiceLifecycleStage.Last, Started, Stops);

    // The host's own configuration of the category holds.
    private static LogLevel? LevelOf(string category, LoggerFilterOptions options) =>
        options.Rules
            .Where(rule => rule.ProviderName is null)
            .Where(rule => rule.CategoryName is not { } beginning || category.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            .OrderBy(static rule => rule.CategoryName?.Length ?? 0)
            .LastOrDefault()?.LogLevel ?? options.MinLevel;

    private Task Started(CancellationToken cancellationToken)
    {
        _hasStarted = true;
        return Task.CompletedTask;
    }

    private Task Stops(CancellationToken cancellationToken)
    {
        _stops = true;
        return Task.CompletedTask;
    }

    /// <param name="Category">The category of the lines.</param>
    /// <param name="Passes">The least level that passes all the same.</param>
    /// <param name="IsQuiet">Decides whether lines are dropped at this moment.</param>
    private sealed record QuietCategory(string Category, LogLevel Passes, Func<QuietLog, bool> IsQuiet);
}
