using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Genesis.Doors;

/// <summary>What the HTTP door is made of.</summary>
internal static class HttpParts
{
    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DoorMetrics>();
        builder.Services.AddSingleton<DoorGate>();
        builder.Services.AddSingleton<RequestAccess>();
        builder.Services.AddSingleton<RequestEndpoint>();
        builder.Services.AddSingleton<HealthEndpoints>();
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var routes = new DoorRoutes(endpoints);
        services.GetRequiredService<RequestEndpoint>().Map(routes);
        services.GetRequiredService<HealthEndpoints>().Map(routes);
    }
}
