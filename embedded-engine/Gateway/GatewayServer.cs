using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway;

/// <summary>A silo's door for client processes: listens, lets clients in, and finds them again for calls of their observers.</summary>
internal sealed class GatewayServer(
    Engine engine, GatewayMetrics metrics, EngineLog log, ILoggerFactory loggers, IOptions<EndpointOptions> endpoint, IOptions<GatewayOptions> options,
    IOptions<ClusterOptions> cluster) : ILifecycleParticipant<ISiloLifecycle>, IRemoteObservers
{
    /// <summary>Resolution of timeouts and signs of life.</summary>
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    /// <summary>Connections that may be open beside those of the clients that were let in.</summary>
    private const int MostGuests = 100;

    private readonly ConcurrentDictionary<GatewayConnection, Task> _connections = new();
    private readonly ConcurrentDictionary<string, GatewayConnection> _clients = new();
    private IConnectionListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private ITimer? _ticks;
    private GatewayManifest? _manifest;
    private GatewayLimits _limits = null!;

    /// <summary>Where it listens; null when it does not.</summary>
    public EndPoint? EndPoint => _listener?.EndPoint;

    /// <summary>Clients that were let in and are still connected.</summary>
    public int ClientCount => _clients.Count;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe("gateway", ServiceLifecycleStage.Active, Start, StopListening);
        // Calls that are drained while the silo stops still get their answers: the connections close after the engine has ended.
        lifecycle.Subscribe("gateway connections", ServiceLifecycleStage.RuntimeInitialize - 1, static _ => Task.CompletedTask, CloseConnections);
    }

    public bool TrySend(GrainId id, ICall call)
    {
        var key = id.Key.ToString();
        var end = key.IndexOf('+', StringComparison.Ordinal);
        if (end <= 0 || !_clients.TryGetValue(key[..end], out var connection)) return false;
        connection.Send(id, call);
        return true;
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        if (ListeningEndpoint() is not { } address) return;
        _limits = GatewayLimits.From(options.Value, engine.MessagingOptions);
        if (string.IsNullOrEmpty(options.Value.Token) && !IPAddress.IsLoopback(address.Address))
            throw new OrleansConfigurationException(
                $"The gateway is to listen on {address}, which other machines can reach, and has no token. Set {nameof(GatewayOptions)}.{nameof(GatewayOptions.Token)} on silo and clients, or listen on a loopback address.");
        _manifest = GatewayManifest.Of(engine.Types);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { UnsafePreferInlineScheduling = true, WaitForDataBeforeAllocatingBuffer = false }), loggers);
        try
        {
            _listener = await transport.BindAsync(address, cancellationToken);
        }
        catch (Exception exception) when (exception is AddressInUseException or SocketException or IOException)
        {
            throw new OrleansConfigurationException(
                $"The gateway cannot listen on {address}: {exception.Message}. Stop whoever has the port, or choose another in {nameof(EndpointOptions)}.{nameof(EndpointOptions.GatewayPort)}.", exception);
        }
        engine.RemoteObservers = this;
        _ticks = engine.Time.CreateTimer(static self => ((GatewayServer)self!).Tick(), this, TickPeriod, TickPeriod);
        _accepting = Task.Run(() => Accept(_listener), CancellationToken.None);
        log.GatewayListens(_listener.EndPoint);
    }

    private IPEndPoint? ListeningEndpoint()
    {
        var configured = endpoint.Value;
        if (configured.GatewayListeningEndpoint is { } listening) return listening;
        return configured.GatewayPort == 0 ? null : new IPEndPoint(configured.AdvertisedIPAddress ?? IPAddress.Loopback, configured.GatewayPort);
    }

    private async Task Accept(IConnectionListener listener)
    {
        while (true)
        {
            ConnectionContext? transport;
            try
            {
                transport = await listener.AcceptAsync();
            }
            catch (Exception exception)
            {
                log.GatewayAcceptFailed(exception);
                return;
            }
            if (transport is null) return;
            if (_connections.Count >= options.Value.MaxConnections + MostGuests)
            {
                metrics.Refused("full");
                transport.Abort(new ConnectionAbortedException("too many connections"));
                await transport.DisposeAsync();
                continue;
            }
            var connection = new GatewayConnection(transport, engine, engine.References, _limits, metrics)
            {
                Peer = $"client at {transport.RemoteEndPoint}",
                Lost = static (reason, _) => new ClientNotAvailableException(reason),
            };
            _connections[connection] = Task.CompletedTask;
            _connections[connection] = Serve(connection);
        }
    }

    private async Task Serve(GatewayConnection connection)
    {
        await Task.Yield();
        var guest = new Guest(connection);
        metrics.Opened();
        using var patience = engine.Time.CreateTimer(static guest => ((Guest)guest!).GiveUp(), guest, options.Value.ConnectTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await connection.Read((kind, reader) => Greet(guest, kind, reader), GatewayProtocol.MostHello);
        }
        finally
        {
            if (guest.ClientId is { } id) _clients.TryRemove(new KeyValuePair<string, GatewayConnection>(id, connection));
            connection.Close("the connection ended.");
            _connections.TryRemove(connection, out _);
            metrics.Ended();
            if (guest.ClientId is not null) log.GatewayClientLeft(connection.Peer, connection.CloseReason!);
            else log.GatewayClientRefused(connection.Peer, connection.CloseReason!);
        }
    }

    private void Tick()
    {
        var now = engine.Executor.Now;
        foreach (var (connection, _) in _connections) connection.Tick(now);
    }

    private async Task StopListening(CancellationToken cancellationToken)
    {
        if (_listener is not { } listener) return;
        await listener.UnbindAsync(cancellationToken);
        await _accepting;
    }

    private async Task CloseConnections(CancellationToken cancellationToken)
    {
        var open = _connections.ToArray();
        foreach (var (connection, _) in open) connection.CloseWith($"silo {engine.SiloName} has stopped.");
        try
        {
            await Task.WhenAll(open.Select(static pair => pair.Value)).WaitAsync(StopPatience, engine.Time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Clients that do not even take a goodbye.
        }
        foreach (var (connection, _) in open) connection.Close($"silo {engine.SiloName} has stopped.");
        _ticks?.Dispose();
        if (_listener is not null) await _listener.DisposeAsync();
    }

    /// <summary>The first message of a client. True when it is let in.</summary>
    private bool Greet(Guest guest, MessageKind kind, WireReader reader)
    {
        if (kind != MessageKind.Hello) throw new WireFormatException("the first message is not a hello.");
        var hello = Hello.Read(reader);
        var refusal = hello.Refusal(options.Value, cluster.Value, engine);
        if (refusal is null && _clients.Count >= options.Value.MaxConnections)
            refusal = ("full", $"Silo {engine.SiloName} serves {options.Value.MaxConnections} clients, which is its limit ({nameof(GatewayOptions)}.{nameof(GatewayOptions.MaxConnections)}).");
        var connection = guest.Connection;
        if (refusal is var (reasonKind, reason))
        {
            metrics.Refused(reasonKind);
            connection.Refuse(reason);
            return false;
        }
        connection.Peer = hello.ToString();
        connection.SendHandshake(MessageKind.Welcome, new Welcome(engine.SiloName, _limits.MaxMessageSize, _manifest!).Write);
        connection.PeerLimit = hello.Limit;
        // A client that comes back before its old connection is known to be dead takes its place.
        if (_clients.TryGetValue(hello.ClientId, out var old)) old.Close("the client has connected anew.");
        _clients[hello.ClientId] = connection;
        guest.ClientId = hello.ClientId;
        log.GatewayClientJoined(connection.Peer);
        return true;
    }

    /// <summary>Somebody who has connected and may or may not be let in.</summary>
    private sealed class Guest(GatewayConnection connection)
    {
        public GatewayConnection Connection { get; } = connection;

        /// <summary>Null until it is let in.</summary>
        public string? ClientId { get; set; }

        public void GiveUp()
        {
            if (ClientId is null) Connection.Close("it did not introduce itself in time.");
        }
    }
}
