using System.Net;
using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Filters;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>Registers a client in a service collection: the composition root of a client process.</summary>
internal static class ClientServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration, Action<IClientBuilder> configure)
    {
        if (SiloServices.IsAdded(services))
            throw new OrleansConfigurationException("UseOrleans and UseOrleansClient are both called for one host. A silo's services can call grains as they are: leave UseOrleansClient out.");
        if (services.All(static service => service.ServiceType != typeof(ClientState))) Register(services);
        configure(new ClientBuilder(services, configuration));
    }

    public static bool IsAdded(IServiceCollection services) => services.Any(static service => service.ServiceType == typeof(ClientState));

    private static void Register(IServiceCollection services)
    {
        services.AddSingleton<ClientState>();
        services.AddLogging();
        services.AddOptions();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallFilters>();
        services.TryAddSingleton<EngineMetrics>();
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<ClientIdentity>();
        services.TryAddSingleton<ClientEvents>();
        services.TryAddSingleton(static sp => new EngineLog(sp.GetRequiredService<ILoggerFactory>().CreateLogger("Genesis.Embedded.Client")));
        services.TryAddSingleton<TurnExecutor>(static sp => new ThreadPoolExecutor(sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<EngineLog>().Starved));
        services.TryAddSingleton(MakeEngine);
        services.TryAddSingleton<ClientRouter>();
        services.TryAddSingleton<ClientConnector>();
        services.TryAddSingleton<ClientConnectionKeeper>();
        services.TryAddSingleton(static sp => sp.GetRequiredService<ClientRouter>().Client);
        services.TryAddSingleton<IGrainFactory>(static sp => sp.GetRequiredService<ClientRouter>().Client);
        services.TryAddSingleton<ClientHost>();
        services.AddHostedService(static sp => sp.GetRequiredService<ClientHost>());
    }

    /// <summary>An engine without grains: it runs the observers, one notification at a time each, and keeps the time.</summary>
    private static Engine MakeEngine(IServiceProvider services)
    {
        var messaging = services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value;
        var options = new SiloMessagingOptions
        {
            ResponseTimeout = messaging.ConfiguredResponseTimeout,
            ResponseTimeoutWithDebugger = messaging.ResponseTimeoutWithDebugger,
            DropExpiredMessages = messaging.DropExpiredMessages,
            CancelRequestOnTimeout = messaging.CancelRequestOnTimeout,
            WaitForCancellationAcknowledgement = messaging.WaitForCancellationAcknowledgement,
        };
        var collection = new GrainCollectionOptions();
        return new Engine(
            services, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<TurnExecutor>(), services.GetRequiredService<CallFilters>(),
            services.GetRequiredService<EngineMetrics>(), services.GetRequiredService<EngineLog>(), options, collection,
            new GrainTypes([], collection, static _ => null, services), services.GetRequiredService<ClientIdentity>().Id, SiloAddress.New(IPAddress.None, 0, 0));
    }
}

/// <summary>What UseOrleansClient hands to the application.</summary>
internal sealed class ClientBuilder(IServiceCollection services, IConfiguration configuration) : IClientBuilder
{
    public IServiceCollection Services { get; } = services;

    public IConfiguration Configuration { get; } = configuration;
}
