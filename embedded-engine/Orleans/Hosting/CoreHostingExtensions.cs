using System.Net;
using Genesis.Embedded.Gateway;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Where a silo can be reached.</summary>
public static partial class CoreHostingExtensions
{
    /// <summary>
    /// A silo for this machine: it listens for clients on the loopback address. The embedded engine is always the only silo, so the ports and the
    /// primary silo of Orleans' development clusters mean nothing to it.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">Part of the silo's address; nothing listens on it.</param>
    /// <param name="gatewayPort">The port for clients; 0 for none.</param>
    /// <param name="primarySiloEndpoint">Not used.</param>
    /// <param name="serviceId">The service; clients must name the same.</param>
    /// <param name="clusterId">The cluster; clients must name the same.</param>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = ClusterIds.Development,
        string clusterId = ClusterIds.Development)
    {
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
        });
        ClusterIds.Configure(builder.Services, serviceId, clusterId);
        GatewayServices.Add(builder.Services);
        return builder;
    }
}
