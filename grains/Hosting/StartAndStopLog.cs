using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Hosting;

/// <summary>Holds back what Orleans logs at every start or stop and what asks nobody to do anything.</summary>
/// <remarks>
/// Until the silo has started, warnings of three categories; errors pass.
/// Orleans.Runtime.Silo warns that the process has no server GC, at every start: it is a choice of the host, see docs/troubleshooting.md.
/// Orleans.Runtime.Watchdog starts its first check before it has set the time of the last one, and may report a stall as long as the machine has been up.
/// Orleans.Runtime.Scheduler.WorkItemGroup warns of turns above 1 s: code that runs for the first time is compiled in its turn, which takes that long on a busy machine.
/// From the beginning of the stop on, Orleans.Messaging: it logs a SiloUnavailableException with its stack for each call that is still on its way to a grain that has gone. Whoever called gets that exception.
/// </remarks>
internal sealed class StartAndStopLog : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly string[] AtStart = ["Orleans.Runtime.Silo", "Orleans.Runtime.Watchdog", "Orleans.Runtime.Scheduler.WorkItemGroup"];
    private static readonly string[] AtStop = ["Orleans.Messaging"];

    private volatile bool _hasStarted;
    private volatile bool _stops;

    public static void Add(ISiloBuilder silo)
    {
        var log = new StartAndStopLog();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(log);
        silo.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            foreach (var category in AtStart) options.Rules.Add(new LoggerFilterRule(null, category, LevelOf(category, options), (_, _, level) => log._hasStarted || level >= LogLevel.Error));
            foreach (var category in AtStop) options.Rules.Add(new LoggerFilterRule(null, category, LevelOf(category, options), (_, _, _) => !log._stops));
        });
    }

    // Stages are stopped in reverse: the last is the first that hears of it.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StartAndStopLog), ServiceLifecycleStage.Last, Started, Stops);

    // What the host's own configuration says of the category holds.
    private static LogLevel? LevelOf(string category, LoggerFilterOptions options) => options.Rules
        .Where(rule => rule.ProviderName is null && (rule.CategoryName is null || category.StartsWith(rule.CategoryName, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(static rule => rule.CategoryName?.Length ?? 0).LastOrDefault()?.LogLevel ?? options.MinLevel;

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
}
