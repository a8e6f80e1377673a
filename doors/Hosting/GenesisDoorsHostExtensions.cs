using Genesis.Doors;
using Genesis.Doors.Sockets;
using Genesis.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis;

/// <summary>Adds the doors to a host.</summary>
public static class GenesisDoorsHostExtensions
{
    /// <summary>
    /// Adds the HTTP and WebSocket doors to a web host, beside <see cref="GenesisHostExtensions.AddGenesis{TBuilder}"/>: access, limits, telemetry. They listen at
    /// <see cref="DoorOptions.Address"/>, unless the host has addresses of its own and none was given. Map them with <c>app.MapGenesis()</c>.
    /// </summary>
    /// <param name="builder">The builder of a web application.</param>
    /// <param name="configure">Changes the settings after the configuration was read.</param>
    public static TBuilder AddGenesisDoors<TBuilder>(this TBuilder builder, Action<DoorOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        if (configure is not null) services.PostConfigure(configure);
        if (services.Any(static service => service.ServiceType == typeof(DoorAccess))) return builder;
        services.AddSection<DoorOptions>(builder.Configuration, DoorOptions.Section, static _ => new DoorOptionsValidator());
        services.AddSection<TelemetryOptions>(builder.Configuration, TelemetryOptions.Section, static _ => new TelemetryOptionsValidator());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddRouting();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>();
        if (!DoorOptions.IsChosen(builder.Configuration)) services.AddSingleton<IConnectionListenerFactory, NextFreePort>();
        services.AddSingleton(static provider => new DoorLifetime(
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<IOptionsMonitor<DoorOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => new DoorAccess(
            provider.GetRequiredService<IOptionsMonitor<DoorOptions>>(), provider.GetRequiredService<DoorLifetime>(), provider.GetRequiredService<ILogger<DoorAccess>>()));
        HttpParts.Add(builder);
        SocketDoorParts.Add(services);
        return builder;
    }
}
