using Orleans;

namespace Genesis.Embedded.Streams;

/// <summary>The state of a stream's hub in the grain storage: its explicit subscriptions by grains. Replaced whole, never changed.</summary>
[GenerateSerializer, Immutable, Alias("genesis.stream.subscriptions")]
internal sealed class StoredSubscriptions
{
    [Id(0)]
    public SubscriptionRecord[] Consumers { get; init; } = [];
}
