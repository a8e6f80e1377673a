using Orleans;

namespace Genesis.Embedded.Streams;

/// <summary>How far a delivery got.</summary>
/// <param name="Done">How many of the events the consumer has dealt with.</param>
/// <param name="Error">What it threw at the one after those; null if it threw nothing.</param>
[GenerateSerializer, Immutable, Alias("genesis.stream.report")]
internal sealed record DeliveryReport([property: Id(0)] int Done, [property: Id(1)] Exception? Error);
