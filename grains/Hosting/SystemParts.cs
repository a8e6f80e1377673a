using Genesis.Monitoring;
using Genesis.Registry;
using Genesis.Resilience;
using Genesis.Supervision;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>What runs beside the components of a silo for as long as it does: started before them, stopped before they are.</summary>
internal sealed partial class SystemParts(
    IOptionsMonitor<DeclaredComponents> declared, ComponentDirectory directory, ProcessLink link, HealthSweep health, SiloReporter reporter, SystemEvents events,
    ComponentMetrics componentMetrics, ModeMetrics modeMetrics, ComponentServices components, InFlight inFlight, MonotonicClock clock, ILogger<SystemParts> log) : ILifecycleParticipant<ISiloLifecycle>
{
    // Above the stage at which grains may be called, so that it is left while they still may, and above that at which streams drain, so that they deliver what components tell last.
    private const int Stage = ServiceLifecycleStage.Active + 2;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    private readonly ILogger _log = log;

    /// <summary>They count from when they are made, so they are made with this.</summary>
    public (ComponentMetrics, ModeMetrics) Metrics => (componentMetrics, modeMetrics);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SystemParts), Stage, Start, Stop);

    private async Task Start(CancellationToken cancellationToken)
    {
        components.LifecycleChanged += Tell;
        await link.Start(declared.CurrentValue.Registrations);
        health.Start();
        reporter.Start();
        var grains = directory.Routes.OrderBy(static route => route.Id, StringComparer.Ordinal).Select(static route => route.Grain).ToArray();
        var missing = await ComponentActivation.StartAll(grains, StartPatience, clock.Time);
        reporter.Starts = false;
        if (missing > 0) LogNotStarted(missing, grains.Length);
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        health.Dispose();
        await ComponentStop.StopAll(components.Local, inFlight, components.Limits.StopStep, clock.Time);
        await reporter.Stop();
        await link.Stop();
    }

    private void Tell(ComponentCell cell, LifecycleChange change) =>
        events.Tell(new LifecycleNotice(cell.Id, change.From, change.To, change.At, change.Reason, cell.Generation));

    [LoggerMessage(2600, LogLevel.Error, "{Missing} of {All} components have not started in time, or not at all; their status says why.")]
    private partial void LogNotStarted(int missing, int all);
}
