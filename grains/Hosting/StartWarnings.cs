using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Genesis.Hosting;

/// <summary>
/// Holds back what Orleans warns of at every start and what asks nobody to do anything. Errors always pass, and so does everything once the silo has started.
/// </summary>
/// <remarks>
/// Orleans.Runtime.Silo warns that the process has no server GC: for one silo on a small machine that is the right choice, see docs/troubleshooting.md.
/// Orleans.Runtime.Watchdog starts its first check before it has set the time of the last one, and may report a stall as long as the machine has been up.
/// Orleans.Runtime.Scheduler.WorkItemGroup warns of turns above 1 s: code that runs for the first time is compiled in its turn, which takes that long on a busy machine.
/// </remarks>
internal sealed class StartWarnings : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly string[] Categories = ["Orleans.Runtime.Silo", "Orleans.Runtime.Watchdog", "Orleans.Runtime.Scheduler.WorkItemGroup"];

    private volatile bool _hasStarted;

    public static void Add(ISiloBuilder silo)
    {
        var warnings = new StartWarnings();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(warnings);
        silo.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            foreach (var category in Categories) options.Rules.Add(new LoggerFilterRule(null, category, LevelOf(category, options), warnings.Passes));
        });
    }

    // What the host's own configuration says of the category holds.
    private static LogLevel? LevelOf(string category, LoggerFilterOptions options) => options.Rules
        .Where(rule => rule.ProviderName is null && (rule.CategoryName is null || category.StartsWith(rule.CategoryName, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(static rule => rule.CategoryName?.Length ?? 0).LastOrDefault()?.LogLevel ?? options.MinLevel;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StartWarnings), ServiceLifecycleStage.Last, Started);

    private bool Passes(string? provider, string? category, LogLevel level) => _hasStarted || level >= LogLevel.Error;

    private Task Started(CancellationToken cancellationToken)
    {
        _hasStarted = true;
        return Task.CompletedTask;
    }
}
