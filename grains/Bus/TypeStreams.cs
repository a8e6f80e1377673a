using System.Collections.Concurrent;
using Genesis.Events;
using Genesis.Streams;
using Orleans.Streams;

namespace Genesis;

/// <summary>
/// Publishes the events of each type as an Orleans stream, for subscribers that are no components: grains of the host, Orleans clients. Safe from any thread.
/// </summary>
/// <param name="streams">The provider.</param>
/// <param name="lookup">Says whether a stream has subscribers; null when the provider cannot say, and all events are published.</param>
/// <param name="parts">Parts of the outboxes.</param>
internal sealed class TypeStreams(IStreamProvider streams, IStreamConsumerLookup? lookup, OutboxParts parts) : IDisposable
{
    // Types are names that anybody may make up.
    private const int MaxStreams = 1000;

    private readonly ConcurrentDictionary<string, TypeStream> _streams = new(StringComparer.Ordinal);

    // A stream is no subscriber: its deliveries are not among those that the host accounts for.
    private readonly OutboxParts _parts = parts with { Ledger = new Ledger(parts.Clock.Time) };

    /// <summary>The number of events that did not get into their stream, because it was full or the silo stopped.</summary>
    public long Lost => _streams.Values.Sum(static stream => stream.Row.Snapshot().Shed);

    /// <summary>Returns the stream of a type; null when there are too many types.</summary>
    public TypeStream? Of(string type) => _streams.TryGetValue(type, out var known) ? known : _streams.Count < MaxStreams ? _streams.GetOrAdd(type, Make) : null;

    public void Dispose()
    {
        foreach (var stream in _streams.Values) stream.Dispose();
    }

    private TypeStream Make(string type)
    {
        var row = _parts.Ledger.Row(type, StreamInbox.IdOf(type));
        return new TypeStream(type, new Outbox(StreamInbox.IdOf(type), new StreamInbox(type, streams, row, _parts.Clock), _parts), row, lookup);
    }
}
