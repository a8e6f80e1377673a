using System.Diagnostics;
using Genesis.Embedded.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
}
