
namespace Genesis.Simulations.Streams;

/// <summary>The explicit subscriptions of one stream in the grain storage. Replaced as a whole, never changed.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Simulations.StoredSubscriptions")]
internal sealed class StoredSubscriptions
{
    [Id(0)]
    public List<StoredSubscription> Consumers { get; set; } = [];
}

/// <summary>One explicit subscription of a grain.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.Simulations.StoredSubscription")]
internal sealed record StoredSubscription([property: Id(0)] Guid Id, [property: Id(1)] GrainId Consumer,
    [property: Id(2)] string? FilterData);
