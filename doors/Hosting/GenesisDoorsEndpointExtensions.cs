using Genesis.Doors;
using Microsoft.AspNetCore.Routing;

namespace Genesis;

/// <summary>Maps the doors into a web application.</summary>
public static class GenesisDoorsEndpointExtensions
{
    /// <summary>Maps all doors: the HTTP endpoints and the WebSocket door.</summary>
    public static IEndpointRouteBuilder MapGenesis(this IEndpointRouteBuilder endpoints) => endpoints.MapGenesisHttp();

    /// <summary>Maps the HTTP endpoints, from the root of the given routes on.</summary>
    public static IEndpointRouteBuilder MapGenesisHttp(this IEndpointRouteBuilder endpoints)
    {
        HttpParts.Map(endpoints);
        return endpoints;
    }
}
