using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>Listens on the next free port when the usual one is taken. It is for the address that nobody chose: a chosen one that is taken is refused.</summary>
internal sealed class NextFreePort(IOptions<SocketTransportOptions> options, ILoggerFactory logs) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <summary>How many ports are tried.</summary>
    public const int Tries = 20;

    private readonly SocketTransportFactory _sockets = new(options, logs);

    public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await _sockets.BindAsync(endpoint, cancellationToken);
            }
            catch (AddressInUseException) when (endpoint is IPEndPoint { Port: > 0 and < IPEndPoint.MaxPort } && tries < Tries)
            {
                var taken = (IPEndPoint)endpoint;
                endpoint = new IPEndPoint(taken.Address, taken.Port + 1);
            }
        }
    }
}
