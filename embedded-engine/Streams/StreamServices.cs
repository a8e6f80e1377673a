using Genesis.Embedded.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>Registers streams with a silo or a client.</summary>
internal static class StreamServices
{
    public static void AddSilo(IServiceCollection services, string? name = null)
    {
        if (!services.Any(static service => service.ServiceType == typeof(StreamRuntime)))
        {
            services.AddOptions();
            services.TryAddSingleton(TimeProvider.System);
            services.AddSingleton<StreamRuntime>();
            services.AddSingleton<StreamMetrics>();
            services.TryAddSingleton<StreamProviderNames>();
            services.TryAddSingleton<SubscriptionIds>();
            services.AddSingleton(new OwnGrain(typeof(StreamHubGrain)));
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static sp => sp.GetRequiredService<StreamRuntime>());
            services.RemoveAll<StreamAccess>();
            services.AddSingleton<StreamAccess, LocalStreamAccess>();
        }
        AddProvider(services, name);
    }

    /// <summary>In a process that has a silo too, the silo's way to the streams is taken.</summary>
    public static void AddClient(IServiceCollection services, string? name = null)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StreamProviderNames>();
        services.TryAddSingleton<SubscriptionIds>();
        services.TryAddSingleton<StreamAccess, RemoteStreamAccess>();
        AddProvider(services, name);
    }

    private static void AddProvider(IServiceCollection services, string? name)
    {
        if (name is null) return;
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.AddSingleton(new StreamProviderName(name));
        services.TryAddKeyedSingleton<IStreamProvider>(name, static (sp, key) => new StreamProvider((string)key!, sp.GetRequiredService<StreamAccess>()));
    }
}

/// <summary>Configures a silo's provider.</summary>
internal sealed class SiloStreamConfigurator(string name, Action<Action<IServiceCollection>> configure)
    : NamedServiceConfigurator(name, configure), ISiloMemoryStreamConfigurator;

/// <summary>Configures a client's provider.</summary>
internal sealed class ClientStreamConfigurator(string name, Action<Action<IServiceCollection>> configure)
    : NamedServiceConfigurator(name, configure), IClusterClientMemoryStreamConfigurator;
