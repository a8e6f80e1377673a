using System.Net;
using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Hosting;
using Genesis.Embedded.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime.Messaging;

namespace Genesis.Embedded.Gateway;

/// <summary>Keeps a client connected: once at start, and for ever after whenever the connection is lost, with growing and varied waits.</summary>
internal sealed class ClientConnectionKeeper(
    Engine engine, ClientState state, ClientConnector connector, ClientEvents events, EngineLog log, ClientIdentity identity,
    IOptions<StaticGatewayListProviderOptions> gateways, IOptions<GatewayOptions> options)
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();

    // Only spreads reconnecting clients over time, so that any seed which differs between processes will do.
    private readonly Random _random = new(identity.Id.GetHashCode(StringComparison.Ordinal));

    private Task _keeping = Task.CompletedTask;
    private ITimer? _ticks;
    private GatewayConnection? _connection;

    /// <summary>Connects for the first time; fails when no silo answers and no retry filter asks for another attempt.</summary>
    public async Task Start(IClientConnectionRetryFilter? retry, CancellationToken cancellationToken)
    {
        _ticks = engine.Time.CreateTimer(static self => ((ClientConnectionKeeper)self!).Tick(), this, TickPeriod, TickPeriod);
        while (true)
        {
            try
            {
                await ConnectToAny(cancellationToken);
                break;
            }
            catch (ConnectionFailedException exception) when (retry is not null)
            {
                if (!await retry.ShouldRetryConnectionAttempt(exception, cancellationToken) || cancellationToken.IsCancellationRequested) throw;
            }
        }
        _keeping = Keep();
    }

    public async Task Stop(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        state.Lost("the client has been stopped.");
        _connection?.CloseWith("the client has been stopped.");
        try
        {
            await _keeping.WaitAsync(cancellationToken);
            if (_connection is { } connection) await connection.Closed.WaitAsync(TimeSpan.FromSeconds(1), engine.Time, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            // The silo does not take a goodbye; the connection is cut.
        }
        _connection?.Close("the client has been stopped.");
        if (_ticks is not null) await _ticks.DisposeAsync();
        connector.Dispose();
    }

    private void Tick() => _connection?.Tick(engine.Executor.Now);

    private async Task Keep()
    {
        try
        {
            while (true)
            {
                await _connection!.Closed.WaitAsync(_stopping.Token);
                var why = _connection.CloseReason!;
                state.Lost($"the connection to the silo was lost ({why}) and is being opened again.");
                log.GatewayLost(_connection.Peer, why);
                events.Lost();
                await Reconnect();
                events.Recovered();
                _ = Resubscribe();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>Stream subscriptions of a client live in the silo's memory only: a silo that was started again must be told of them.</summary>
    private async Task Resubscribe()
    {
        try
        {
            if (engine.Services.GetService<StreamAccess>() is { } streams) await streams.Resubscribe();
        }
        catch (Exception exception)
        {
            // When the connection was lost again, the next one brings another attempt.
            log.GatewayResubscribeFailed(exception);
        }
    }

    private async Task Reconnect()
    {
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ConnectToAny(_stopping.Token);
                return;
            }
            catch (ConnectionFailedException exception)
            {
                var wait = delay * (0.75 + (_random.NextDouble() / 2));
                log.GatewayConnectFailed(Endpoints()[0], attempt, exception.Message, wait);
                state.Lost($"there is no connection to a silo: {exception.Message} The client keeps trying.");
                await Task.Delay(wait, engine.Time, _stopping.Token);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, options.Value.MaxReconnectDelay.Ticks));
            }
        }
    }

    private async Task ConnectToAny(CancellationToken cancellationToken)
    {
        ConnectionFailedException? failed = null;
        foreach (var endpoint in Endpoints())
        {
            try
            {
                (_connection, var silo) = await connector.Connect(endpoint, cancellationToken);
                state.Connected(_connection, silo);
                log.GatewayConnected(silo.SiloName, endpoint);
                return;
            }
            catch (ConnectionFailedException exception)
            {
                failed = exception;
            }
        }
        throw failed ?? new ConnectionFailedException("No gateway is configured. Call UseLocalhostClustering or UseStaticClustering on the client builder.");
    }

    private List<IPEndPoint> Endpoints() => gateways.Value.Gateways.ConvertAll(EndpointUris.ToEndpoint);
}
