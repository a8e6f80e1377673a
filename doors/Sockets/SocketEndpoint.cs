using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Doors.Sockets;

/// <summary>Takes WebSockets: decides who comes in, and hands them to the door.</summary>
internal sealed class SocketEndpoint(SocketDoor door, DoorAccess access, ComponentDirectory components)
{
    /// <summary>The subprotocol of the door. Those who offer it beside others are answered with it.</summary>
    public const string Subprotocol = "genesis";

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string route)
    {
        var self = endpoints.ServiceProvider.GetRequiredService<SocketEndpoint>();
        // In a pipeline of its own: hosts need not have WebSockets in theirs.
        var pipeline = endpoints.CreateApplicationBuilder().Use(self.Guard).UseWebSockets();
        pipeline.Run(self.Take);
        return endpoints.Map(route, pipeline.Build()).ExcludeFromDescription();
    }

    /// <summary>Lets nobody in who has no business here; those who do find a seat.</summary>
    private async Task Guard(HttpContext context, RequestDelegate next)
    {
        var gated = GatedUpgrade.Before(context.Features);
        var isSocket = gated.IsExtendedConnect ? gated.Protocol == "websocket"
            : gated.IsUpgradableRequest && context.Request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);
        var admission = access.Admit(context, DoorScope.Read);
        var component = context.Request.Query["id"].ToString();
        var problem = !admission.IsGranted ? admission.Problem : isSocket ? null : NoSocket;
        var sits = problem is null && door.TrySit(component);
        if (!sits)
        {
            if (isSocket) door.Parts.Metrics.Refused();
            await (problem ?? Full(door.Parts.Options().Limits.UpgradedConnections)).Answer(context);
            return;
        }
        try
        {
            context.Features.Set(admission.Caller);
            await next(context);
        }
        finally
        {
            door.LeaveSeat();
        }
    }

    private async Task Take(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await NoSocket.Answer(context);
            return;
        }
        // Pings watch over slow ones here.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } bodyRate) bodyRate.MinDataRate = null;
        var query = SocketQuery.Read(context.Request.Query, out var wrong);
        SocketSession? session = null;
        wrong ??= components.Find(query.Component) is null ? Unknown(query.Component) : null;
        // Before the client hears that it is connected: from then on it misses nothing.
        if (wrong is null) session = door.Begin(query, out wrong);
        WebSocket socket;
        try
        {
            socket = await Accept(context);
        }
        catch
        {
            if (session is not null) door.Abandon(session);
            throw;
        }
        using (socket)
        {
            var connection = new SocketConnection(
                session ?? new SocketSession(null, query.Component, new(query.Component, false, [])), context.Features.GetRequiredFeature<Caller>(), door.Parts, socket,
                context.Features.GetRequiredFeature<GatedUpgrade>().Stream!, TakesCompressed(context.Response), context.Abort)
            { Subscribe = door.Subscribe };
            if (wrong is null) door.Attach(connection, query);
            else door.Reject(connection, wrong);
            try
            {
                await connection.Run();
            }
            finally
            {
                door.Detach(connection);
            }
        }
    }

    private Task<WebSocket> Accept(HttpContext context)
    {
        var settings = door.Parts.Options().Sockets;
        return context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null,
            KeepAliveInterval = settings.PingInterval,
            KeepAliveTimeout = settings.PongTimeout,
            DangerousEnableCompression = settings.Compression,
            // So that all can be sent the same bytes.
            DisableServerContextTakeover = true,
        });
    }

    // Frames are compressed with the whole window; who wants a smaller one gets plain frames, which is always allowed.
    private static bool TakesCompressed(HttpResponse response)
    {
        var agreed = response.Headers.SecWebSocketExtensions.ToString();
        return agreed.Contains("permessage-deflate", StringComparison.Ordinal) && (!agreed.Contains("server_max_window_bits", StringComparison.Ordinal) || agreed.Contains("server_max_window_bits=15", StringComparison.Ordinal));
    }

    private string Unknown(string component) => component.Length == 0
        ? "Say which component this connection stands for: /ws?id=COMPONENT."
        : $"There is no component {component}. {components.Nearest(component)}".TrimEnd();

    private static Problem NoSocket { get; } = new(426, "upgradeRequired", "This is a WebSocket", "This path takes WebSockets (RFC 6455, version 13): connect to ws://HOST/ws?id=COMPONENT.")
    {
        Headers = [("Upgrade", "websocket"), ("Connection", "Upgrade")],
    };

    private static Problem Full(int most) => new(503, "tooManyConnections", "Too many connections", $"There are {most} WebSocket connections, and there may be no more. Close one, or raise Genesis:Doors:Limits:UpgradedConnections.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
