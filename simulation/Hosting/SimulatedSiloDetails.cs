using System.Net;
using Genesis.Simulations.Grains;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Genesis.Simulations.Hosting;

/// <summary>The name and address of a simulated silo, the same in every process.</summary>
internal sealed class SimulatedSiloDetails : ILocalSiloDetails
{
    private const int Port = 11111;

    public SimulatedSiloDetails(SiloRuntime silo, IOptions<SiloOptions> siloOptions, IOptions<ClusterOptions> cluster)
    {
        Name = siloOptions.Value.SiloName ?? "Silo";
        ClusterId = cluster.Value.ClusterId ?? "";
        // The generation tells the lives of a silo apart, as in Orleans: seconds since 2022.
        var generation = (int)(silo.Time.GetUtcNow() - new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, Port), generation);
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress { get; }

    public SiloAddress GatewayAddress => SiloAddress;
}
