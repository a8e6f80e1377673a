using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>A subscription as it is stored and as it travels.</summary>
/// <param name="SubscriptionId">Chosen by the consumer's side. Its highest bit says whether it is implicit, see <see cref="SubscriptionIds"/>.</param>
/// <param name="Consumer">A grain, or an observer in a process that is not a grain's.</param>
/// <param name="FilterData">What the provider's stream filter gets; null without.</param>
/// <param name="IsFaulted">Given up after a failed delivery, if the failure handler wants that.</param>
[GenerateSerializer, Immutable, Alias("genesis.stream.subscription")]
internal sealed record SubscriptionRecord(
    [property: Id(0)] Guid SubscriptionId,
    [property: Id(1)] GrainId Consumer,
    [property: Id(2)] string? FilterData = null,
    [property: Id(3)] bool IsFaulted = false);
