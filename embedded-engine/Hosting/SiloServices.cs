using System.Net;
using System.Reflection;
using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Filters;
using Genesis.Embedded.Scheduling;
using Genesis.Embedded.Storage;
using Genesis.Embedded.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Genesis.Embedded.Hosting;

/// <summary>Registers an engine in a service collection: the composition root of a silo.</summary>
internal static class SiloServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder> configure)
    {
        if (Gateway.ClientServices.IsAdded(services))
            throw new OrleansConfigurationException("UseOrleansClient and UseOrleans are both called for one host. A silo's services can call grains as they are: leave UseOrleansClient out.");
        if (IsAdded(services))
        {
            configure(new SiloBuilder(services, configuration));
            return;
        }
        services.AddSingleton<Marker>();
        services.AddLogging();
        services.AddOptions();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallFilters>();
        services.TryAddSingleton<EngineMetrics>();
        services.TryAddSingleton(static sp => new EngineLog(sp.GetRequiredService<ILoggerFactory>().CreateLogger("Genesis.Embedded.Engine")));
        services.TryAddSingleton<TurnExecutor>(static sp => new ThreadPoolExecutor(sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<EngineLog>().Starved));
        services.TryAddSingleton(MakeEngine);
        services.TryAddSingleton<ITimerRegistry, TimerRegistry>();
        services.TryAddSingleton(static sp => sp.GetRequiredService<Engine>().GrainRuntime);
        services.TryAddSingleton<IClusterClient>(static sp => sp.GetRequiredService<Engine>().Factory);
        services.TryAddSingleton<IGrainFactory>(static sp => sp.GetRequiredService<Engine>().Factory);
        services.TryAddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.TryAddScoped(static _ => RuntimeContext.Current ?? throw new InvalidOperationException(
            "IGrainContext is there for constructors of grains and what they are made of; nothing else has one."));
        StorageServices.Add(services);
        services.TryAddSingleton<SiloLifecycle>();
        services.TryAddSingleton<ISiloLifecycle>(static sp => sp.GetRequiredService<SiloLifecycle>());
        services.TryAddSingleton<Silo>();
        services.AddHostedService(static sp => sp.GetRequiredService<Silo>());
        configure(new SiloBuilder(services, configuration));
    }

    public static bool IsAdded(IServiceCollection services) => services.Any(static service => service.ServiceType == typeof(Marker));

    private static Engine MakeEngine(IServiceProvider services)
    {
        var silo = services.GetRequiredService<IOptions<SiloOptions>>().Value;
        var endpoint = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        // The generation tells runs of the same silo apart, as in Orleans: seconds since 2022.
        var generation = (int)(time.GetUtcNow() - new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        var address = SiloAddress.New(endpoint.AdvertisedIPAddress ?? IPAddress.Loopback, endpoint.SiloPort, generation);
        var collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        var types = new GrainTypes([.. GrainAssemblies.FindClasses(), .. services.GetServices<OwnGrain>().Select(static own => own.Type)], collection, parameter => Facet(services, parameter), services);
        return new Engine(
            services, time, services.GetRequiredService<TurnExecutor>(), services.GetRequiredService<CallFilters>(),
            services.GetRequiredService<EngineMetrics>(), services.GetRequiredService<EngineLog>(),
            services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value, collection, types, silo.SiloName ?? "Silo", address);
    }

    /// <summary>Makes the values of constructor parameters that carry a facet attribute, such as [PersistentState].</summary>
    private static Func<IGrainContext, object>? Facet(IServiceProvider services, ParameterInfo parameter)
    {
        if (parameter.GetCustomAttributes().OfType<IFacetMetadata>().FirstOrDefault() is not { } metadata) return null;
        var mapper = services.GetService(typeof(IAttributeToFactoryMapper<>).MakeGenericType(metadata.GetType()))
            ?? throw new InvalidOperationException($"Nothing is registered that makes constructor parameters with [{metadata.GetType().Name}].");
        var make = mapper.GetType().GetMethod(nameof(IAttributeToFactoryMapper<PersistentStateAttribute>.GetFactory))!;
        var factory = (Factory<IGrainContext, object>)make.Invoke(mapper, BindingFlags.DoNotWrapExceptions, null, [parameter, metadata], null)!;
        return context => factory(context);
    }

    private sealed class Marker;
}

/// <summary>The grain context of the running turn.</summary>
internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => RuntimeContext.Current
        ?? throw new InvalidOperationException("No grain runs here. Use the grain context inside a grain's turn: its constructor, a method, a timer.");
}
