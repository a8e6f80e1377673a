using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Genesis.Doors;

/// <summary>What the HTTP door is made of.</summary>
internal static class HttpParts
{
    public static void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DoorMetrics>().AddSingleton<DoorGate>().AddSingleton<RequestAccess>().AddSingleton<Audit>().AddSingleton<MetricStore>().AddSingleton<Mechanisms>();
        RuntimeMechanisms.Add(services);
        SocketMechanisms.Add(services);
        services.AddSingleton<IndexEndpoint>().AddSingleton<RequestEndpoint>().AddSingleton<EventEndpoint>().AddSingleton<ComponentEndpoints>().AddSingleton<LetterEndpoints>().AddSingleton<FaultEndpoints>();
        services.AddSingleton<StatusEndpoints>().AddSingleton<MetricsEndpoint>().AddSingleton<HealthEndpoints>().AddSingleton<OpenApiEndpoint>();
        services.AddOpenApi(OpenApiEndpoint.Document, OpenApiSetup.Configure);
        services.AddHostedService<OtlpExport>();
        // Read here and not by options, for logging is built before them; what it may be is checked there.
        var logs = builder.Configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Logs)}"];
        if (nameof(LogFormat.Json).Equals(logs, StringComparison.OrdinalIgnoreCase)) builder.Logging.AddJsonConsole(static json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "O"));
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        // Made now, so that it counts from the start.
        _ = services.GetRequiredService<MetricStore>();
        var routes = new DoorRoutes(endpoints);
        services.GetRequiredService<IndexEndpoint>().Map(routes);
        services.GetRequiredService<RequestEndpoint>().Map(routes);
        services.GetRequiredService<EventEndpoint>().Map(routes);
        services.GetRequiredService<ComponentEndpoints>().Map(routes);
        services.GetRequiredService<LetterEndpoints>().Map(routes);
        services.GetRequiredService<FaultEndpoints>().Map(routes);
        services.GetRequiredService<StatusEndpoints>().Map(routes);
        services.GetRequiredService<MetricsEndpoint>().Map(routes);
        services.GetRequiredService<HealthEndpoints>().Map(routes);
        services.GetRequiredService<OpenApiEndpoint>().Map(routes);
    }
}
