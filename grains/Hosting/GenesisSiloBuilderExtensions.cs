using Genesis.Resilience;
using Genesis.Storage;
using Genesis.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Adds the component runtime to a silo.</summary>
public static class GenesisSiloBuilderExtensions
{
    /// <summary>Adds the component runtime to a silo.</summary>
    public static ISiloBuilder AddGenesis(this ISiloBuilder silo, Action<GenesisBuilder> configure)
    {
        AddRuntime(silo.Services);
        silo.AddStartupTask<ComponentStarter>();
        configure(new GenesisBuilder(silo));
        return silo;
    }

    private static void AddRuntime(IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MonotonicClock>();
        services.TryAddSingleton(static provider => new RandomSource(provider.GetService<Random>() ?? new Random(Environment.ProcessId ^ (int)TimeProvider.System.GetTimestamp())));
        services.TryAddSingleton(static provider => new ProcessIdentity(provider.GetRequiredService<RandomSource>().NextInt64()));
        services.TryAddSingleton<ModeGate>();
        services.TryAddSingleton<LocalComponents>();
        services.TryAddSingleton<ComponentDirectory>();
        services.TryAddSingleton<InFlight>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<ComponentLimits>>().Value);
        services.TryAddSingleton(static provider => new OwnRequests(
            provider.GetRequiredService<LocalComponents>(), provider.GetRequiredService<MonotonicClock>(),
            () => provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>().CurrentValue.Deadlines.ConnectionCheck));
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>();
            return new Retries(
                provider.GetRequiredService<MonotonicClock>(), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<RandomSource>().NextDouble, () => options.CurrentValue.Retry);
        });
        services.TryAddSingleton<ComponentBus>();
        services.TryAddSingleton<IComponentBus>(static provider => provider.GetRequiredService<ComponentBus>());
        services.TryAddSingleton<ComponentTypes>();
        services.TryAddSingleton(MakeShared);
    }

    private static ComponentServices MakeShared(IServiceProvider provider)
    {
        var supervision = provider.GetRequiredService<IOptionsMonitor<SupervisionOptions>>();
        var checkpoints = provider.GetRequiredService<IOptionsMonitor<CheckpointOptions>>();
        return new ComponentServices(
            provider.GetRequiredService<ComponentBus>(), provider.GetRequiredService<ComponentTypes>(), provider.GetRequiredService<ComponentDirectory>(),
            provider.GetRequiredService<LocalComponents>(), provider.GetRequiredService<MonotonicClock>(), provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<ComponentLimits>(), () => supervision.CurrentValue,
            () => checkpoints.CurrentValue, provider.GetRequiredService<RandomSource>(), provider.GetRequiredService<IJournal>(), provider.GetService<BlockingThreads>());
    }
}
