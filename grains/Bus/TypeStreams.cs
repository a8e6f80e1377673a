using System.Collections.Concurrent;
using Genesis.Streams;
using Orleans.Streams;

namespace Genesis;

/// <summary>
/// Publishes the events of each type as an Orleans stream, for subscribers that are no components: grains of the host, Orleans clients. Safe from any thread.
/// </summary>
/// <param name="streams">The provider.</param>
/// <param name="lookup">Says whether a stream has subscribers; null when the provider cannot say, and all events are published.</param>
/// <param name="parts">Parts of the outboxes.</param>
internal sealed class TypeStreams(IStreamProvider streams, IStreamConsumerLookup? lookup, OutboxParts parts)
{
    // Types are names that anybody may make up.
    private const int MaxStreams = 1000;

    private readonly ConcurrentDictionary<string, TypeStream> _streams = new(StringComparer.Ordinal);

    public IEnumerable<Outbox> Outboxes => _streams.Values.Select(static stream => stream.Outbox);

    /// <summary>Returns the stream of a type; null when there are too many types.</summary>
    public TypeStream? Of(string type) => _streams.TryGetValue(type, out var known) ? known : _streams.Count < MaxStreams ? _streams.GetOrAdd(type, Make) : null;

    private TypeStream Make(string type)
    {
        var row = parts.Ledger.Row(type, StreamInbox.IdOf(type));
        return new TypeStream(type, new Outbox(StreamInbox.IdOf(type), new StreamInbox(type, streams, row, parts.Clock), parts), row, lookup);
    }
}
