using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>Gives a silo a gateway.</summary>
internal static class GatewayServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(GatewayServer))) return;
        services.TryAddSingleton<GatewayMetrics>();
        services.AddSingleton<GatewayServer>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static sp => sp.GetRequiredService<GatewayServer>());
    }
}

/// <summary>Cluster and service of a silo or client on the developer's machine.</summary>
internal static class ClusterIds
{
    public const string Development = "dev";

    /// <summary>The defaults of the method that asks give way to what was configured otherwise; explicit names do not.</summary>
    public static void Configure(IServiceCollection services, string serviceId, string clusterId)
    {
        if (serviceId == Development && clusterId == Development)
            services.PostConfigure<ClusterOptions>(static options =>
            {
                if (string.IsNullOrWhiteSpace(options.ClusterId)) options.ClusterId = Development;
                if (string.IsNullOrWhiteSpace(options.ServiceId)) options.ServiceId = Development;
            });
        else
            services.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
    }
}
