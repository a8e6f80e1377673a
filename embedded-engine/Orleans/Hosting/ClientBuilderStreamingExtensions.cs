using Genesis.Embedded.Streams;
using Orleans.Providers;

namespace Orleans.Hosting;

/// <summary>Streams of a client.</summary>
public static class ClientBuilderStreamingExtensions
{
    /// <summary>Prepares a client for streams; providers do so themselves.</summary>
    public static IClientBuilder AddStreaming(this IClientBuilder builder)
    {
        StreamServices.AddClient(builder.Services);
        return builder;
    }

    /// <summary>Adds a provider of memory streams, which the silo must have under the same name.</summary>
    public static IClientBuilder AddMemoryStreams(this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null)
    {
        StreamServices.AddClient(builder.Services, name);
        configure?.Invoke(new ClientStreamConfigurator(name, change => change(builder.Services)));
        return builder;
    }

    /// <summary>Adds a provider of memory streams. The serializer is not used: events travel as calls do.</summary>
    public static IClientBuilder AddMemoryStreams<TSerializer>(this IClientBuilder builder, string name, Action<IClusterClientMemoryStreamConfigurator>? configure = null)
        where TSerializer : class, IMemoryMessageBodySerializer =>
        builder.AddMemoryStreams(name, configure);
}
