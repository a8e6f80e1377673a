using System.Net;
using System.Net.Sockets;

namespace Genesis.Hosting;

/// <summary>Ports of this machine.</summary>
internal static class LocalPorts
{
    /// <summary>A port that nobody listened on a moment ago. The address of a silo has its port in it, so the port must be known before the silo listens.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
