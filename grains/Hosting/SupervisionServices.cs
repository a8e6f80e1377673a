using System.Diagnostics.Metrics;
using Genesis.Monitoring;
using Genesis.Registry;
using Genesis.Resilience;
using Genesis.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Hosting;

/// <summary>Registers what watches over components: registry, health, recovery, mode.</summary>
internal static class SupervisionServices
{
    public static void Add(IServiceCollection services)
    {
        AddProcess(services);
        services.TryAddSingleton(static provider =>
        {
            var (supervision, resilience) = (provider.GetRequiredService<IOptionsMonitor<SupervisionOptions>>(), provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>());
            return new HealthSweep(
                provider.GetRequiredService<LocalComponents>(), provider.GetRequiredService<ComponentDirectory>(), provider.GetRequiredService<MonotonicClock>(),
                () => supervision.CurrentValue, () => resilience.CurrentValue.Deadlines.ConnectionCheck, provider.GetRequiredService<ILogger<HealthSweep>>());
        });
        services.TryAddSingleton(static provider => new BlockingThreads(provider.GetRequiredService<ComponentLimits>().BlockingThreads));
        services.TryAddSingleton<RecoveryFigures>();
        services.TryAddSingleton<AskCounts>();
        services.TryAddSingleton<SiloReporter>();
        services.TryAddSingleton<SystemEvents>();
        services.TryAddSingleton(static provider => new ComponentMetrics(provider.GetRequiredService<RecoveryFigures>(), provider.GetRequiredService<LocalComponents>(), provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(static provider => new ModeMetrics(provider.GetRequiredService<ModeGate>(), provider.GetService<IMeterFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<ISiloLifecycle>, SystemParts>());
    }

    /// <summary>What every process has that asks and tells, with or without a silo.</summary>
    private static void AddProcess(IServiceCollection services)
    {
        services.TryAddSingleton<ProcessLink>();
        services.TryAddSingleton<IComponents, RegisteredComponents>();
    }
}
