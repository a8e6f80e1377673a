using Orleans;
using Orleans.Providers.Streams.Common;

namespace Genesis.Embedded.Streams;

/// <summary>
/// What one call of OnNextAsync or OnNextBatchAsync published: one item, or the items of a batch. All consumers share it, so nothing
/// in it may be changed; the hub numbers it when it takes it.
/// </summary>
[GenerateSerializer, Immutable, Alias("genesis.stream.event")]
internal sealed class StreamEvent
{
    private EventSequenceToken? _token;

    /// <summary>The item; the items as object[] if <see cref="IsBatch"/>.</summary>
    [Id(0)]
    public object? Payload { get; init; }

    [Id(1)]
    public bool IsBatch { get; init; }

    /// <summary>The producer's RequestContext.</summary>
    [Id(2)]
    public Dictionary<string, object>? Context { get; init; }

    /// <summary>The place in the stream; grows by one per event.</summary>
    [Id(3)]
    public long Sequence { get; set; }

    /// <summary>Items of the stream up to and with this event, counted from when its hub came into memory.</summary>
    public long ItemsThrough { get; set; }

    public int Count => IsBatch ? ((object?[])Payload!).Length : 1;

    // Made when first asked for, then shared; two threads may make it twice, which harms nobody.
    public EventSequenceToken Token => _token ??= new EventSequenceToken(Sequence, 0);

    public static StreamEvent Of(object? item, Dictionary<string, object>? context) => new() { Payload = item, Context = context };

    public static StreamEvent OfBatch(object?[] items, Dictionary<string, object>? context) => new() { Payload = items, IsBatch = true, Context = context };
}
