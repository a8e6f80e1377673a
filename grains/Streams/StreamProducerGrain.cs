using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Genesis.Streams;

/// <summary>
/// Produces for clients, into the queues of the silo it lives in. Reentrant, so that clients that wait for room do not hold up each
/// other's calls.
/// </summary>
[Reentrant]
internal sealed class StreamProducerGrain : Grain, IStreamProducerGrain
{
    public Task Produce(string provider, StreamId streamId, object?[] entries)
    {
        var hub = ServiceProvider.GetKeyedService<StreamHub>(provider)
            ?? throw new ArgumentException($"The silo has no Genesis streams named \"{provider}\". Add them with AddGenesisStreams.",
                nameof(provider));
        var room = Task.CompletedTask;
        // Each entry is in the stream before the next one; to wait for the room of the last one is enough.
        foreach (var entry in entries) room = hub.Append(streamId, entry, EventGroup.CountOf(entry));
        return room;
    }
}
