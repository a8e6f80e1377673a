using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Genesis.Embedded.Gateway;

/// <summary>The address that a name of this machine stands for.</summary>
internal static class HostAddress
{
    public static IPAddress Resolve(string? hostname, AddressFamily family)
    {
        if (string.Equals(hostname, "localhost", StringComparison.OrdinalIgnoreCase)) return family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        if (hostname is not null && IPAddress.TryParse(hostname, out var literal)) return literal;
        var candidates = hostname is null ? Own() : Dns.GetHostAddresses(hostname);
        return Array.Find(candidates, address => address.AddressFamily == family && !IPAddress.IsLoopback(address))
            ?? Array.Find(candidates, address => address.AddressFamily == family)
            ?? throw new ArgumentException($"'{hostname ?? "this machine"}' has no address of the family {family}.", nameof(hostname));
    }

    private static IPAddress[] Own() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces().Where(static card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(static card => card.GetIPProperties().UnicastAddresses).Select(static address => address.Address),
    ];
}
