using System.Net.WebSockets;

namespace Genesis.Exchanges;

/// <summary>Real sockets. Pings of the venue are answered by <see cref="ClientWebSocket"/> itself, also while a message is on its way.</summary>
public sealed class WebSocketTransport : ITransport
{
    /// <summary>How often a ping is sent when the venue has no ping message of its own; with <see cref="PongTimeout"/> the socket breaks when unanswered.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a pong may take.</summary>
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A message longer than this breaks the socket: 16 MiB; a whole Coinbase book has about 2.</summary>
    public int MaxMessageBytes { get; init; } = 16 << 20;

    /// <inheritdoc/>
    public async Task<ISocket> ConnectAsync(Uri url, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = PingInterval;
            socket.Options.KeepAliveTimeout = PongTimeout;
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.SetRequestHeader("User-Agent", "Genesis");
            await socket.ConnectAsync(url, cancellation);
            return new WebSocketChannel(socket, MaxMessageBytes);
        }
        catch (WebSocketException problem) when ((int)socket.HttpStatusCode is 429 or 418 or 403)
        {
            var wait = socket.HttpResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
            socket.Dispose();
            throw new VenueRefusedException((int)socket.HttpStatusCode, int.TryParse(wait, out var seconds) ? TimeSpan.FromSeconds(seconds) : null, problem);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
