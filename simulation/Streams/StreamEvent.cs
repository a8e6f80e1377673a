using Orleans.Providers.Streams.Common;

namespace Genesis.Simulations.Streams;

/// <summary>The item, or the batch of items, of one publication.</summary>
/// <param name="Items">The items.</param>
/// <param name="Context">The RequestContext of the producer.</param>
/// <param name="Sequence">The place in the stream.</param>
internal sealed record StreamEvent(object?[] Items, Dictionary<string, object>? Context, long Sequence)
{
    public EventSequenceTokenV2 TokenOf(int index) => new(Sequence, index);
}
