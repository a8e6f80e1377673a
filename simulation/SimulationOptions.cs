using Microsoft.Extensions.Configuration;

namespace Genesis.Simulations;

/// <summary>The settings of a simulation.</summary>
public sealed class SimulationOptions
{
    /// <summary>The time at which virtual time begins. Default: 2026-01-01 00:00 UTC.</summary>
    public DateTimeOffset Start { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Steps (turns, continuations, timers) after which the simulation fails. Default: 50 million.</summary>
    public long MaxSteps { get; set; } = 50_000_000;

    /// <summary>Virtual time after which the simulation fails. Default: 366 days.</summary>
    public TimeSpan MaxVirtualTime { get; set; } = TimeSpan.FromDays(366);

    /// <summary>
    /// False (the default): the simulation fails with a <see cref="SimulationDeadlockException"/> when only response timeouts are left to
    /// happen. True: time goes on and the calls time out, as they would in production.
    /// </summary>
    public bool LetCallsTimeOut { get; set; }

    /// <summary>Virtual time that stopping a silo may take. Default: 30 s, as with the generic host.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Real time for which a simulation at a standstill waits for work on other threads before it reports a deadlock. Default: 0.2 s.
    /// </summary>
    public TimeSpan ForeignWorkPatience { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// False (the default): a work item that code of the simulation queues to the thread pool is an error, reported where it is queued.
    /// True: only work that comes back to the simulation from another thread is. For services, such as loggers, that hand their output to
    /// the pool and nothing else.
    /// </summary>
    public bool ToleratePoolWork { get; set; }

    /// <summary>The silo's configuration. Default: empty.</summary>
    public IConfiguration? Configuration { get; set; }

    /// <summary>
    /// A listener that gets a line per step: step, virtual time, grain and activation, method, outcome. Two runs of one seed give the same
    /// lines.
    /// </summary>
    public Action<string>? Trace { get; set; }

    internal void Check()
    {
        if (MaxSteps <= 0) throw Wrong(nameof(MaxSteps), MaxSteps, "must be positive");
        if (MaxVirtualTime <= TimeSpan.Zero) throw Wrong(nameof(MaxVirtualTime), MaxVirtualTime, "must be positive");
        if (ShutdownTimeout <= TimeSpan.Zero) throw Wrong(nameof(ShutdownTimeout), ShutdownTimeout, "must be positive");
        if (ForeignWorkPatience < TimeSpan.Zero) throw Wrong(nameof(ForeignWorkPatience), ForeignWorkPatience, "must not be negative");
    }

    private static ArgumentException Wrong(string name, object value, string rule) =>
        new($"SimulationOptions.{name} is {value}; it {rule}.");
}
