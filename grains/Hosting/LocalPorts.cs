using System.Net;
using System.Net.Sockets;

namespace Genesis.Hosting;

/// <summary>Ports of this machine.</summary>
internal static class LocalPorts
{
    /// <summary>A port that nobody listened on a moment ago. The address of a silo has its port in it, so the port must be known before the silo listens.</summary>
    public static int Free()
    {
        using var socket = Bind(0);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <exception cref="SocketException">Somebody listens on the port.</exception>
    public static void ThrowIfTaken(int port) => Bind(port).Dispose();

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
