using Genesis.Doors;
using Genesis.Doors.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Genesis;

/// <summary>Maps the doors into a web application.</summary>
public static class GenesisDoorsEndpointExtensions
{
    /// <summary>Maps all doors: the HTTP endpoints and the WebSocket door.</summary>
    public static IEndpointRouteBuilder MapGenesis(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGenesisHttp();
        endpoints.MapGenesisSocket();
        return endpoints;
    }

    /// <summary>Maps the HTTP endpoints, from the root of the given routes on.</summary>
    public static IEndpointRouteBuilder MapGenesisHttp(this IEndpointRouteBuilder endpoints)
    {
        HttpParts.Map(endpoints);
        return endpoints;
    }

    /// <summary>Answers paths that nobody mapped with a problem document; for hosts that have no fallback of their own.</summary>
    public static IEndpointRouteBuilder MapGenesisFallback(this IEndpointRouteBuilder endpoints)
    {
        var gate = endpoints.ServiceProvider.GetRequiredService<DoorGate>();
        endpoints.MapFallback(context => gate.Refuse(context, Problems.NoPath(context.Request.Path)));
        return endpoints;
    }

    /// <summary>Maps the WebSocket door; the host needs no WebSocket middleware of its own.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="route">The path.</param>
    public static IEndpointConventionBuilder MapGenesisSocket(this IEndpointRouteBuilder endpoints, string route = "/ws") => SocketEndpoint.Map(endpoints, route);
}
