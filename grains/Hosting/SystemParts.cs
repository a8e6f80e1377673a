using Genesis.Registry;
using Genesis.Resilience;
using Genesis.Supervision;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>What runs beside the components of a silo for as long as it does: started before them, stopped before they are.</summary>
internal sealed partial class SystemParts(IOptionsMonitor<DeclaredComponents> declared, ComponentDirectory directory, HealthSweep health, MonotonicClock clock, ILogger<SystemParts> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    // Above the stage at which grains may be called, so that it is left while they still may.
    private const int Stage = ServiceLifecycleStage.Active + 1;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    private readonly ILogger _log = log;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SystemParts), Stage, Start, Stop);

    private async Task Start(CancellationToken cancellationToken)
    {
        foreach (var registration in declared.CurrentValue.Registrations) directory.Set(registration);
        health.Start();
        var components = directory.Routes.OrderBy(static route => route.Id, StringComparer.Ordinal).Select(static route => route.Grain).ToArray();
        var missing = await ComponentActivation.StartAll(components, StartPatience, clock.Time);
        if (missing > 0) LogNotStarted(missing, components.Length);
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        health.Dispose();
        return Task.CompletedTask;
    }

    [LoggerMessage(2600, LogLevel.Error, "{Missing} of {All} components have not started in time, or not at all; their status says why.")]
    private partial void LogNotStarted(int missing, int all);
}
