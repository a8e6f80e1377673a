using Orleans.Streams;

namespace Genesis.Simulations.Streams;

/// <summary>The provider of all streams of one name.</summary>
internal sealed class SimulatedStreamProvider(StreamHub hub, string name) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new SimulatedStream<T>(hub, new StreamKey(name, streamId));
}
