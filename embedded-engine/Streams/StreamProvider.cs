using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Embedded.Streams;

/// <summary>A named stream provider.</summary>
internal sealed class StreamProvider(string name, StreamAccess access) : IStreamProvider
{
    public string Name { get; } = name;

    public bool IsRewindable => true;

    public IAsyncStream<T> GetStream<T>(StreamId streamId)
    {
        if (string.IsNullOrEmpty(streamId.GetKeyAsString()))
            throw new ArgumentException("A stream needs a key. Make the id with StreamId.Create(namespace, key).", nameof(streamId));
        return new EngineStream<T>(access, new StreamKey(Name, streamId));
    }
}
