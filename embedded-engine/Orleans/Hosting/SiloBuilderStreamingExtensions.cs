using Genesis.Embedded.Streams;
using Orleans.Streams.Filtering;

namespace Orleans.Hosting;

/// <summary>Streams of a silo.</summary>
public static class SiloBuilderStreamingExtensions
{
    /// <summary>Prepares a silo for streams; providers do so themselves.</summary>
    public static ISiloBuilder AddStreaming(this ISiloBuilder builder)
    {
        StreamServices.AddSilo(builder.Services);
        return builder;
    }

    /// <summary>Adds the filter of a stream provider.</summary>
    public static ISiloBuilder AddStreamFilter<T>(this ISiloBuilder builder, string name)
        where T : class, IStreamFilter
    {
        builder.Services.AddStreamFilter<T>(name);
        return builder;
    }

    /// <summary>Adds the filter of a stream provider. Events are filtered in the silo, so that of a client has no effect.</summary>
    public static IClientBuilder AddStreamFilter<T>(this IClientBuilder builder, string name)
        where T : class, IStreamFilter
    {
        builder.Services.AddStreamFilter<T>(name);
        return builder;
    }
}
