using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis.Doors.Sockets;

/// <summary>Takes WebSockets: decides who comes in, and hands them to the door.</summary>
internal sealed class SocketEndpoint
{
    /// <summary>The subprotocol of the door. Those who offer it beside others are answered with it.</summary>
    public const string Subprotocol = "genesis";

    private readonly SocketDoor _door;
    private readonly DoorAccess _access;
    private readonly ComponentDirectory _components;

    public SocketEndpoint(SocketDoor door, DoorAccess access, ComponentDirectory components)
    {
        (_door, _access, _components) = (door, access, components);
        components.Changed += (id, registration) =>
        {
            if (registration is null) _door.Remove(id);
        };
    }

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
        var admission = _access.Admit(context, DoorScope.Read);
        var component = context.Request.Query["id"].ToString();
        var problem = !admission.IsGranted ? admission.Problem : isSocket ? null : NoSocket;
        var sits = problem is null && _door.TrySit(component);
        if (!sits)
        {
            if (isSocket) _door.Parts.Metrics.Refused();
            await (problem ?? Full(_door.Parts.Options().Limits.UpgradedConnections)).Answer(context);
            return;
        }
        try
        {
            context.Features.Set(admission.Caller);
            ForgetBetweenMessages(context.Request.Headers);
            await next(context);
        }
        finally
        {
            _door.LeaveSeat();
        }
    }

    // A server may say so unasked (RFC 7692, 7.1.1.2). What a client's last messages were is 40 KB for each connection, as long as it lives.
    private static void ForgetBetweenMessages(IHeaderDictionary headers)
    {
        const string deflate = "permessage-deflate";
        const string forget = "client_no_context_takeover";
        if (headers.SecWebSocketExtensions is { Count: > 0 } offered)
            headers.SecWebSocketExtensions = string.Join(", ", offered.ToString().Split(',', StringSplitOptions.TrimEntries).Select(static offer =>
                offer.StartsWith(deflate, StringComparison.Ordinal) && !offer.Contains(forget, StringComparison.Ordinal) ? $"{deflate}; {forget}{offer[deflate.Length..]}" : offer));
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
        wrong ??= _components.Find(query.Component) is null ? Unknown(query.Component) : null;
        // Before the client hears that it is connected: from then on it misses nothing.
        if (wrong is null) session = _door.Begin(query, out wrong);
        WebSocket socket;
        try
        {
            socket = await Accept(context);
        }
        catch
        {
            if (session is not null) _door.Abandon(session);
            throw;
        }
        using (socket)
        {
            var connection = new SocketConnection(
                session ?? new SocketSession(null, query.Component, new(query.Component, false, [])), context.Features.GetRequiredFeature<Caller>(), _door.Parts, socket,
                context.Features.GetRequiredFeature<GatedUpgrade>().Stream!, TakesCompressed(context.Response), context.Abort)
            { Subscribe = _door.Subscribe };
            if (wrong is null) _door.Attach(connection, query);
            else _door.Reject(connection, wrong);
            try
            {
                await connection.Run();
            }
            finally
            {
                _door.Detach(connection);
            }
        }
    }

    private Task<WebSocket> Accept(HttpContext context)
    {
        var settings = _door.Parts.Options().Sockets;
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
        : $"There is no component {component}. {_components.Nearest(component)}".TrimEnd();

    private static Problem NoSocket { get; } = new(426, "upgradeRequired", "This is a WebSocket", "This path takes WebSockets (RFC 6455, version 13): connect to ws://HOST/ws?id=COMPONENT.")
    {
        Headers = [("Upgrade", "websocket"), ("Connection", "Upgrade")],
    };

    private static Problem Full(int most) => new(503, "tooManyConnections", "Too many connections", $"There are {most} WebSocket connections, and there may be no more. Close one, or raise Genesis:Doors:Limits:UpgradedConnections.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
