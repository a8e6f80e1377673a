using Genesis.Embedded.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams.Filtering;

namespace Orleans.Hosting;

/// <summary>Services of streams.</summary>
public static class StreamingServiceCollectionExtensions
{
    /// <summary>Adds what streams need in a silo.</summary>
    public static void AddSiloStreaming(this IServiceCollection services) => StreamServices.AddSilo(services);

    /// <summary>Adds what streams need in a client.</summary>
    public static void AddClientStreaming(this IServiceCollection services) => StreamServices.AddClient(services);

    /// <summary>Adds the filter of a stream provider.</summary>
    public static IServiceCollection AddStreamFilter<T>(this IServiceCollection services, string name)
        where T : class, IStreamFilter =>
        services.AddKeyedSingleton<IStreamFilter, T>(name);
}
