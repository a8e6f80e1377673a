using Genesis.Simulations.Grains;
using Genesis.Simulations.Streams;
using Genesis.Simulations.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization.TypeSystem;
using Orleans.Timers;

namespace Genesis.Simulations.Hosting;

/// <summary>
/// The services of a simulated silo: what Orleans itself registers, with the user's configuration on top, and the services of a node
/// replaced.
/// </summary>
internal static class SiloServices
{
    private const string StreamingAssembly = "Orleans.Streaming";

    private static readonly Lazy<ServiceDescriptor[]> Template = new(MakeTemplate);

    public static ServiceProvider Build(SiloRuntime silo, Random random, IConfiguration configuration, Action<ISiloBuilder> configure)
    {
        IServiceCollection services = new ServiceCollection();
        foreach (var descriptor in Template.Value) services.Add(descriptor);
        services.AddSingleton(configuration);
        services.AddSingleton(silo.Time);
        services.AddSingleton(random);
        configure(new SimulatedSiloBuilder(services, configuration));
        RemoveStreamProviders(services);
        AddNode(services, silo);
        return services.BuildServiceProvider();
    }

    private static void AddNode(IServiceCollection services, SiloRuntime silo)
    {
        Replace<ILocalSiloDetails, SimulatedSiloDetails>(services);
        Replace<ITimerRegistry, SimulatedTimerRegistry>(services);
        Replace<IGrainRuntime, SimulatedGrainRuntime>(services);
        Replace<IGrainReferenceRuntime, CallSender>(services);
        Replace<IGrainContextAccessor, SimulatedGrainContextAccessor>(services);
        services.AddSingleton(silo);
        services.AddSingleton<SimulatedManifest>();
        services.AddSingleton<SimulatedClient>();
        services.AddSingleton<StreamHub>();
        Use<IClusterManifestProvider>(services, static provider => provider.GetRequiredService<SimulatedManifest>());
        Use(services, static provider => provider.GetRequiredService<SimulatedManifest>().ClassMap(
            provider.GetRequiredService<TypeConverter>()));
        Use<IGrainFactory>(services, static provider => provider.GetRequiredService<SimulatedClient>());
        Use<IClusterClient>(services, static provider => provider.GetRequiredService<SimulatedClient>());
        services.AddKeyedSingleton(KeyedService.AnyKey,
            static (provider, name) => provider.GetRequiredService<StreamHub>().Provider((string)name!));
    }

    private static void Replace<TService, TImplementation>(IServiceCollection services)
        where TService : class
        where TImplementation : class, TService
    {
        services.RemoveAll<TService>();
        services.AddSingleton<TService, TImplementation>();
    }

    private static void Use<TService>(IServiceCollection services, Func<IServiceProvider, TService> factory)
        where TService : class
    {
        services.RemoveAll<TService>();
        services.AddSingleton(factory);
    }

    /// <summary>Removes the stream providers of the user's configuration, with their agents and queues.</summary>
    private static void RemoveStreamProviders(IServiceCollection services)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            var descriptor = services[i];
            var isProvider = descriptor.ServiceType == typeof(Orleans.Streams.IStreamProvider);
            var isAgent = descriptor.ServiceType == typeof(ILifecycleParticipant<ISiloLifecycle>)
                && AssemblyOf(descriptor) == StreamingAssembly;
            if (isProvider || isAgent) services.RemoveAt(i);
        }
    }

    private static string? AssemblyOf(ServiceDescriptor descriptor)
    {
        if (descriptor.IsKeyedService) return null;
        var assembly = descriptor.ImplementationType?.Assembly ?? descriptor.ImplementationFactory?.Method.Module.Assembly
            ?? descriptor.ImplementationInstance?.GetType().Assembly;
        return assembly?.GetName().Name;
    }

    // Orleans' registrations take some 20 ms to make; most of that is looking at assemblies.
    private static ServiceDescriptor[] MakeTemplate()
    {
        var services = new ServiceCollection();
        services.AddOrleans(static _ => { });
        for (var i = services.Count - 1; i >= 0; i--)
            if (IsOfNode(services[i])) services.RemoveAt(i);
        // Orleans would make a random name.
        services.Configure<SiloOptions>(static options => options.SiloName = "Silo");
        using (var provider = services.BuildServiceProvider())
            services.Replace(ServiceDescriptor.Singleton(provider.GetRequiredService<TypeConverter>()));
        return [.. services];
    }

    private static bool IsOfNode(ServiceDescriptor descriptor) =>
        (descriptor.ServiceType == typeof(TimeProvider) && !descriptor.IsKeyedService)
        || descriptor.ServiceType == typeof(ILifecycleParticipant<ISiloLifecycle>)
        || descriptor.ServiceType == typeof(IHostedService)
        || descriptor.ServiceType == typeof(IConfigurationValidator)
        // The mark of a builder whose services these no longer are.
        || descriptor.ServiceType.Name == "OrleansBuilderMarker";
}
