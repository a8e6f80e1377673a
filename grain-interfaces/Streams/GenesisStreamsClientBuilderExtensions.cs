namespace Genesis.Streams;

/// <summary>Adds Genesis streams to clients.</summary>
public static class GenesisStreamsClientBuilderExtensions
{
    /// <summary>
    /// Adds a stream provider to a client. The silos have one of the same name. The client subscribes explicitly; what it produces goes
    /// through a grain.
    /// </summary>
    /// <param name="client">The client's builder.</param>
    /// <param name="name">The name of the provider, the same as in the silos.</param>
    public static IClientBuilder AddGenesisStreams(this IClientBuilder client, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return client.AddPersistentStreams(name, ClientStreamAdapterFactory.Create, null);
    }
}
