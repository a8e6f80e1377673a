using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace Genesis.Hosting;

/// <summary>
/// Sees to it that nobody else listens on the gateway's port before the silo does. Orleans' listener shares its port: a second silo would start on it, and each connection would reach either of the two.
/// </summary>
internal sealed class GatewayPort(int port) : IHostedService
{
    /// <exception cref="SocketException">Somebody listens there.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
