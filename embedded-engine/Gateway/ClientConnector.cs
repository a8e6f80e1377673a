using System.Net;
using System.Net.Sockets;
using Genesis.Embedded.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Messaging;

namespace Genesis.Embedded.Gateway;

/// <summary>Opens one connection from a client to a silo and introduces the client.</summary>
internal sealed class ClientConnector : IDisposable
{
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromMilliseconds(500);

    private readonly Engine _engine;
    private readonly ClientRouter _router;
    private readonly GatewayLimits _limits;
    private readonly GatewayMetrics _metrics;
    private readonly GatewayOptions _options;
    private readonly ClusterOptions _cluster;
    private readonly string _clientId;
    private readonly SocketConnectionContextFactory _transports;

    public ClientConnector(
        Engine engine, ClientRouter router, GatewayMetrics metrics, IOptions<GatewayOptions> options, IOptions<ClientMessagingOptions> messaging,
        IOptions<ClusterOptions> cluster, ClientIdentity identity, ILoggerFactory loggers)
    {
        (_engine, _router, _metrics, _options, _cluster, _clientId) = (engine, router, metrics, options.Value, cluster.Value, identity.Id);
        _limits = GatewayLimits.From(_options, messaging.Value);
        var transport = new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false };
        _transports = new SocketConnectionContextFactory(transport, loggers.CreateLogger("Genesis.Embedded.Gateway"));
    }

    /// <summary>Connects. The connection is read from until it ends, whoever waits for that.</summary>
    /// <exception cref="ConnectionFailedException">It did not work; the message says why.</exception>
    public async Task<(GatewayConnection Connection, Welcome Silo)> Connect(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.ConnectTimeout, _engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        GatewayConnection connection;
        try
        {
            await socket.ConnectAsync(endpoint, either.Token);
            connection = new GatewayConnection(_transports.Create(socket), _engine, _router.References, _limits, _metrics) { Peer = $"the silo at {endpoint}" };
        }
        catch (Exception exception)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            var reason = exception is OperationCanceledException ? $"no answer within {_options.ConnectTimeout}" : exception.Message;
            throw new ConnectionFailedException($"No silo could be reached at {endpoint}: {reason}. Is one running there, with UseLocalhostClustering or ConfigureEndpoints and this gateway port?", exception);
        }
        return (connection, await Introduce(connection, endpoint, either.Token, cancellationToken));
    }

    private async Task<Welcome> Introduce(GatewayConnection connection, IPEndPoint endpoint, CancellationToken patience, CancellationToken cancellationToken)
    {
        var welcomed = new TaskCompletionSource<Welcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.PeerLimit = GatewayProtocol.MostHello;
        _ = Keep(connection, (kind, reader) => Answer(connection, kind, reader, welcomed), welcomed);
        var hello = new Hello(
            GatewayProtocol.Version, _options.Token ?? "", _cluster.ClusterId, _cluster.ServiceId, _clientId, $"{Environment.ProcessId}@{Environment.MachineName}", _limits.MaxMessageSize);
        connection.SendHandshake(MessageKind.Hello, hello.Write);
        try
        {
            var silo = await welcomed.Task.WaitAsync(patience);
            connection.Peer = $"silo {silo.SiloName} at {endpoint}";
            connection.PeerLimit = silo.Limit;
            return silo;
        }
        catch (ConnectionFailedException)
        {
            // The silo is told why before the connection is cut.
            await Task.WhenAny(connection.Closed, Task.Delay(GoodbyePatience, _engine.Time, cancellationToken));
            connection.Close("the handshake failed.");
            throw;
        }
        catch (Exception exception)
        {
            connection.Close("the handshake failed.");
            cancellationToken.ThrowIfCancellationRequested();
            throw new ConnectionFailedException($"{endpoint} accepted the connection but did not answer as a silo within {_options.ConnectTimeout}.", exception);
        }
    }

    private async Task Keep(GatewayConnection connection, Func<MessageKind, WireReader, bool> handshake, TaskCompletionSource<Welcome> welcomed)
    {
        _metrics.Opened();
        await Task.Run(() => connection.Read(handshake, GatewayProtocol.MostWelcome));
        _metrics.Ended();
        welcomed.TrySetException(new ConnectionFailedException($"The connection ended before the silo let this client in: {connection.CloseReason}"));
        // Nobody may be waiting for it any more.
        _ = welcomed.Task.Exception;
    }

    private static bool Answer(GatewayConnection connection, MessageKind kind, WireReader reader, TaskCompletionSource<Welcome> welcomed)
    {
        if (kind == MessageKind.Refusal)
        {
            var reason = reader.ReadText();
            welcomed.TrySetException(new ConnectionFailedException($"The silo refused this client: {reason}"));
            connection.Close(reason);
            return true;
        }
        if (kind != MessageKind.Welcome) throw new WireFormatException("the first message is neither a welcome nor a refusal.");
        var silo = Welcome.Read(reader);
        var disagreements = silo.Manifest.Disagreements(silo.SiloName);
        if (disagreements.Count == 0) return welcomed.TrySetResult(silo) | true;
        var mismatch = $"Grain interfaces differ between the two sides; build both from the same version. {string.Join("; ", disagreements.Take(10))}";
        welcomed.TrySetException(new ConnectionFailedException(mismatch));
        connection.CloseWith(mismatch);
        return true;
    }

    public void Dispose() => _transports.Dispose();
}
