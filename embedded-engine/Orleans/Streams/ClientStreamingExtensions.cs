using Orleans.Streams;

namespace Orleans;

/// <summary>Stream providers for clients.</summary>
public static class ClientStreamingExtensions
{
    /// <summary>The stream provider registered under this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
        StreamProviders.Get(client.ServiceProvider, name);
}
