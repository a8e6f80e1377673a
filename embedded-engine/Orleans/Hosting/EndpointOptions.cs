using System.Net;
using Orleans.Runtime;

namespace Orleans.Configuration;

/// <summary>Where a silo listens. The embedded engine listens for clients only.</summary>
public class EndpointOptions
{
    /// <summary>The default of <see cref="SiloPort"/>.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>The default of <see cref="GatewayPort"/>.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    private static readonly IPAddress[] NotAdvertisable = [IPAddress.Any, IPAddress.IPv6Any, IPAddress.None, IPAddress.IPv6None];

    private IPAddress _advertisedAddress = null!;
    private int _siloPort = DEFAULT_SILO_PORT;

    /// <summary>The address that others are told: one, not any.</summary>
    /// <exception cref="OrleansConfigurationException">The value is null or stands for any or no address.</exception>
    public IPAddress AdvertisedIPAddress
    {
        get => _advertisedAddress;
        set => _advertisedAddress = value is not null && !NotAdvertisable.Contains(value)
            ? value
            : throw new OrleansConfigurationException(
                $"{nameof(EndpointOptions)}.{nameof(AdvertisedIPAddress)} is '{value}'. It must be the one address at which others reach the silo; "
                + $"to listen on all addresses, set {nameof(GatewayListeningEndpoint)}.");
    }

    /// <summary>The port for other silos. Part of the silo's address; the embedded engine does not listen on it.</summary>
    /// <exception cref="OrleansConfigurationException">The value is 0.</exception>
    public int SiloPort
    {
        get => _siloPort;
        set => _siloPort = value != 0
            ? value
            : throw new OrleansConfigurationException($"{nameof(EndpointOptions)}.{nameof(SiloPort)} is 0. It must be a port.");
    }

    /// <summary>The port for clients; 0 for none.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>Where to listen for silos, if not at the advertised address.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Where to listen for clients, if not at the advertised address.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}
