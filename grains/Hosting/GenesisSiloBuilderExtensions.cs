using System.Diagnostics.Metrics;
using Genesis.Chaos;
using Genesis.Events;
using Genesis.Hosting;
using Genesis.Monitoring;
using Genesis.Resilience;
using Genesis.Supervision;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Genesis;

/// <summary>Adds the component runtime to a silo.</summary>
public static class GenesisSiloBuilderExtensions
{
    /// <summary>
    /// Adds the component runtime to a silo, with the stores that the silo does not have yet: checkpoints, system and journal.
    /// May be called several times; each call adds to what there is.
    /// </summary>
    /// <exception cref="OptionsValidationException">The storage settings break a rule. Other settings are checked when the silo starts.</exception>
    public static ISiloBuilder AddGenesis(this ISiloBuilder silo, Action<GenesisBuilder>? configure = null)
    {
        if (!silo.Services.Any(static service => service.ServiceType == typeof(ComponentBus)))
        {
            AddSettings(silo.Services, silo.Configuration);
            AddRuntime(silo.Services);
            QuietLog.Add(silo);
            SupervisionServices.Add(silo.Services);
            OperationServices.Add(silo.Services);
            EventParts.Add(silo);
        }
        var builder = new GenesisBuilder(silo);
        configure?.Invoke(builder);
        SiloStorage.Add(silo, builder.Storage);
        return silo;
    }

    private static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<ResilienceOptions>(configuration, ResilienceOptions.Section, static provider => new ResilienceOptionsValidator(ResponseTimeout(provider)));
        services.AddSection<ComponentLimits>(configuration, ComponentLimits.Section, static provider => new ComponentLimitsValidator(ResponseTimeout(provider)));
        services.AddSection<SupervisionOptions>(configuration, SupervisionOptions.Section, static _ => new SupervisionOptionsValidator());
        services.AddSection<ModeOptions>(configuration, ModeOptions.Section, static _ => new ModeOptionsValidator());
        services.AddSection<CheckpointOptions>(configuration, CheckpointOptions.Section, static _ => new CheckpointOptionsValidator());
        services.AddSection<EventOptions>(configuration, EventOptions.Section, static _ => new EventOptionsValidator());
        services.AddSingleton<RegistrationRules>(static provider => new(provider.GetRequiredService<ComponentTypes>(), () => provider.GetRequiredService<IOptionsMonitor<ComponentLimits>>().CurrentValue));
        services.AddSingleton<IConfigureOptions<DeclaredComponents>>(provider => new RegistrationReader(provider.GetServices<ComponentRegistration>(), configuration));
        services.AddLive<DeclaredComponents>(configuration, static provider => provider.GetRequiredService<RegistrationRules>());
        services.AddName(DeclaredComponents.Section);
        services.AddName(StorageOptions.Section);
        services.AddSingleton<IValidateOptions<SettingsRoot>>(provider => new SettingsRootValidator(provider.GetServices<SettingsName>(), configuration));
        services.AddOptions<SettingsRoot>().ValidateOnStart();
    }

    private static TimeSpan ResponseTimeout(IServiceProvider provider) => provider.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout;

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
        services.AddMetrics();
        services.TryAddSingleton<AskMetrics>();
        services.TryAddSingleton(static provider =>
        {
            // One object for all who hold it: a change of the settings is written into it.
            var settings = provider.GetRequiredService<IOptionsMonitor<ComponentLimits>>();
            var limits = settings.CurrentValue.Copy();
            settings.OnChange(limits.Take);
            return limits;
        });
        services.TryAddSingleton(static provider => new OwnRequests(
            provider.GetRequiredService<LocalComponents>(), provider.GetRequiredService<MonotonicClock>(), provider.GetRequiredService<AskMetrics>(),
            () => provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>().CurrentValue.Deadlines.ConnectionCheck));
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>();
            return new Retries(
                provider.GetRequiredService<MonotonicClock>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AskMetrics>(),
                provider.GetRequiredService<RandomSource>().NextDouble, () => options.CurrentValue.Retry);
        });
        services.TryAddSingleton<ComponentBus>();
        services.TryAddSingleton<IComponentBus>(static provider => provider.GetRequiredService<ComponentBus>());
        services.TryAddSingleton<ComponentTypes>();
        services.TryAddSingleton(static provider => new StrayExceptions(
            provider.GetRequiredService<ComponentTypes>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(static provider => new CheckpointMeter(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(MakeShared);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ThreadPoolMinimum>();
        services.TryAddSingleton<HostCounters>();
        services.TryAddSingleton<ISystemCounters>(static provider => provider.GetRequiredService<HostCounters>());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<HostCounters>());
        services.TryAddSingleton(static provider => HostIdentity.Make(
            provider.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName, provider.GetService<StoragePlace>()?.ToString() ?? "the host's own stores", provider.GetRequiredService<TimeProvider>()));
    }

    private static ComponentServices MakeShared(IServiceProvider provider)
    {
        var supervision = provider.GetRequiredService<IOptionsMonitor<SupervisionOptions>>();
        var checkpoints = provider.GetRequiredService<IOptionsMonitor<CheckpointOptions>>();
        return new ComponentServices(
            provider.GetRequiredService<ComponentBus>(), provider.GetRequiredService<ComponentTypes>(), provider.GetRequiredService<ComponentDirectory>(),
            provider.GetRequiredService<LocalComponents>(), provider.GetRequiredService<MonotonicClock>(), provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<ComponentLimits>(), () => supervision.CurrentValue,
            () => checkpoints.CurrentValue, provider.GetRequiredService<RandomSource>(), provider.GetRequiredService<CheckpointMeter>(), provider.GetRequiredService<EventServices>(),
            // Another clock than the machine's means a simulation: there is but one thread, and time does not pass on others.
            provider.GetRequiredService<TimeProvider>() == TimeProvider.System ? provider.GetRequiredService<BlockingThreads>() : null,
            provider.GetRequiredService<RecoveryFigures>(), provider.GetRequiredService<Faults>());
    }
}
