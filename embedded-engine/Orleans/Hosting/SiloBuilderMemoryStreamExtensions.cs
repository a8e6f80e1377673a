using Genesis.Embedded.Streams;
using Orleans.Providers;

namespace Orleans.Hosting;

/// <summary>Memory streams of a silo.</summary>
public static class SiloBuilderMemoryStreamExtensions
{
    /// <summary>Adds a provider of memory streams. Its explicit subscriptions need a grain storage named PubSubStore.</summary>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
    {
        StreamServices.AddSilo(builder.Services, name);
        configure?.Invoke(new SiloStreamConfigurator(name, change => change(builder.Services)));
        return builder;
    }

    /// <summary>Adds a provider of memory streams. The serializer is not used: events of one process are passed as calls are.</summary>
    public static ISiloBuilder AddMemoryStreams<TSerializer>(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
        where TSerializer : class, IMemoryMessageBodySerializer =>
        builder.AddMemoryStreams(name, configure);
}
