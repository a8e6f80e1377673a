using System.Diagnostics;
using System.Net;
using Genesis.Embedded.Diagnostics;
using Genesis.Embedded.Gateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Services and options of a client.</summary>
public static class ClientBuilderExtensions
{
    /// <summary>Adds services.</summary>
    public static IClientBuilder ConfigureServices(this IClientBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>Sets options.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class
    {
        builder.Services.Configure(configureOptions);
        return builder;
    }

    /// <summary>Reads options from configuration.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, IConfiguration configuration)
        where TOptions : class
    {
        builder.Services.Configure<TOptions>(configuration);
        return builder;
    }

    /// <summary>Makes a span of each grain call and carries the trace to the callee. Without a listener to the sources it costs a look.</summary>
    public static IClientBuilder AddActivityPropagation(this IClientBuilder builder)
    {
        builder.Services.TryAddSingleton(DistributedContextPropagator.Current);
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.AddOutgoingGrainCallFilter<OutgoingSpanFilter>().AddIncomingGrainCallFilter<IncomingSpanFilter>();
    }

    /// <summary>Connects to a silo on this machine.</summary>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder,
        int gatewayPort = 30000,
        string serviceId = ClusterIds.Development,
        string clusterId = ClusterIds.Development) => builder.UseLocalhostClustering([gatewayPort], serviceId, clusterId);

    /// <summary>Connects to the first silo on this machine that answers at one of the ports.</summary>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder,
        int[] gatewayPorts,
        string serviceId = ClusterIds.Development,
        string clusterId = ClusterIds.Development)
    {
        ClusterIds.Configure(builder.Services, serviceId, clusterId);
        return builder.UseStaticClustering(Array.ConvertAll(gatewayPorts, static port => new IPEndPoint(IPAddress.Loopback, port)));
    }

    /// <summary>Connects to the first of these gateways that answers.</summary>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, params IPEndPoint[] endpoints) =>
        builder.UseStaticClustering((StaticGatewayListProviderOptions options) => options.Gateways = [.. endpoints.Select(EndpointUris.ToUri)]);

    /// <summary>Connects to the first of the configured gateways that answers.</summary>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, Action<StaticGatewayListProviderOptions> configureOptions) =>
        builder.Configure(configureOptions);

    /// <summary>Connects to the first of the configured gateways that answers.</summary>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, Action<OptionsBuilder<StaticGatewayListProviderOptions>> configureOptions)
    {
        configureOptions(builder.Services.AddOptions<StaticGatewayListProviderOptions>());
        return builder;
    }

    /// <summary>Decides by a function whether a client that could not connect at its start tries again.</summary>
    public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter) =>
        builder.UseConnectionRetryFilter(new RetryFunction(connectionRetryFilter));

    /// <summary>Decides whether a client that could not connect at its start tries again.</summary>
    public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, IClientConnectionRetryFilter connectionRetryFilter)
    {
        builder.Services.AddSingleton(connectionRetryFilter);
        return builder;
    }

    /// <summary>Decides whether a client that could not connect at its start tries again; made by the service provider.</summary>
    public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
        where TConnectionRetryFilter : class, IClientConnectionRetryFilter
    {
        builder.Services.AddSingleton<IClientConnectionRetryFilter, TConnectionRetryFilter>();
        return builder;
    }

    /// <summary>Is called when the last connection is lost.</summary>
    public static IClientBuilder AddClusterConnectionLostHandler(this IClientBuilder builder, ConnectionToClusterLostHandler handler)
    {
        builder.Services.AddSingleton(handler);
        return builder;
    }

    /// <summary>Is called when the last connection is lost.</summary>
    public static IClientBuilder AddClusterConnectionLostHandler(this IClientBuilder builder, Func<IServiceProvider, ConnectionToClusterLostHandler> handlerFactory)
    {
        builder.Services.AddSingleton(handlerFactory);
        return builder;
    }

    /// <summary>Is called when connections come and go.</summary>
    public static IClientBuilder AddGatewayCountChangedHandler(this IClientBuilder builder, GatewayCountChangedHandler handler)
    {
        builder.Services.AddSingleton(handler);
        return builder;
    }

    /// <summary>Is called when connections come and go.</summary>
    public static IClientBuilder AddGatewayCountChangedHandler(this IClientBuilder builder, Func<IServiceProvider, GatewayCountChangedHandler> handlerFactory)
    {
        builder.Services.AddSingleton(handlerFactory);
        return builder;
    }

    /// <summary>Is told when connections come and go.</summary>
    public static IClientBuilder AddClusterConnectionStatusObserver<TObserver>(this IClientBuilder builder, TObserver observer)
        where TObserver : IClusterConnectionStatusObserver
    {
        builder.Services.AddSingleton<IClusterConnectionStatusObserver>(observer);
        return builder;
    }

    /// <summary>Is told when connections come and go; made by the service provider.</summary>
    public static IClientBuilder AddClusterConnectionStatusObserver<TObserver>(this IClientBuilder builder)
        where TObserver : class, IClusterConnectionStatusObserver
    {
        builder.Services.AddSingleton<IClusterConnectionStatusObserver, TObserver>();
        return builder;
    }

    private sealed class RetryFunction(Func<Exception, CancellationToken, Task<bool>> decide) : IClientConnectionRetryFilter
    {
        public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => decide(exception, cancellationToken);
    }
}
