namespace Genesis.Streams;

/// <summary>
/// Produces into a stream for clients, which have no queues of their own. Its key is the provider's name and the stream's.
/// </summary>
[Alias("genesis.streams.producer")]
internal interface IStreamProducerGrain : IGrainWithStringKey
{
    /// <summary>Adds the entries to the stream in their order, and returns when the stream has room.</summary>
    /// <exception cref="StreamFullException">The stream holds as much as it may.</exception>
    /// <exception cref="StreamsStoppedException">The silo stops.</exception>
    [Alias("produce")]
    Task Produce(string provider, StreamId streamId, [Immutable] object?[] entries);
}
