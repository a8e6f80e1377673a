using System.Net;
using System.Net.Sockets;

namespace Genesis.Benchmarks.Bare;

/// <summary>Ports on loopback that nobody uses: several silos run beside each other.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
