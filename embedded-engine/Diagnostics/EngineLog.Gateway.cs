using System.Net;
using Microsoft.Extensions.Logging;

namespace Genesis.Embedded.Diagnostics;

// The gateway. Event ids 1200 to 1299.
internal sealed partial class EngineLog
{
    [LoggerMessage(1200, LogLevel.Information, "Gateway listens for clients on {Endpoint}.")]
    public partial void GatewayListens(EndPoint endpoint);

    [LoggerMessage(1201, LogLevel.Error, "Gateway cannot accept clients any more.")]
    public partial void GatewayAcceptFailed(Exception exception);

    [LoggerMessage(1202, LogLevel.Information, "Connected: {Client}.")]
    public partial void GatewayClientJoined(string client);

    [LoggerMessage(1203, LogLevel.Information, "Disconnected: {Client}: {Reason}")]
    public partial void GatewayClientLeft(string client, string reason);

    [LoggerMessage(1204, LogLevel.Warning, "Not let in: {Client}: {Reason}")]
    public partial void GatewayClientRefused(string client, string reason);

    [LoggerMessage(1205, LogLevel.Information, "Connected to silo {Silo} at {Endpoint}.")]
    public partial void GatewayConnected(string silo, EndPoint endpoint);

    [LoggerMessage(1206, LogLevel.Warning, "Lost the connection to silo {Silo}: {Reason} Trying to connect again until it works.")]
    public partial void GatewayLost(string silo, string reason);

    [LoggerMessage(1207, LogLevel.Warning, "Could not connect to {Endpoint}, attempt {Attempt}: {Reason} The next attempt follows in {Delay}.")]
    public partial void GatewayConnectFailed(EndPoint endpoint, int attempt, string reason, TimeSpan delay);

    [LoggerMessage(1208, LogLevel.Error, "A handler of connection events threw.")]
    public partial void GatewayHandlerFailed(Exception exception);

    [LoggerMessage(1209, LogLevel.Debug, "One-way call {Method} of {Grain} was dropped: not connected.")]
    public partial void GatewayOneWayDropped(string method, Orleans.Runtime.GrainId grain);

    [LoggerMessage(1210, LogLevel.Warning, "Reconnected, but not all stream subscriptions of this client could be made again.")]
    public partial void GatewayResubscribeFailed(Exception exception);
}
