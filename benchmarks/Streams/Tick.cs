namespace Genesis.Benchmarks.Streams;

/// <summary>An event with the time it was produced at, in timestamps of the process. An event of batches carries others.</summary>
[GenerateSerializer, Immutable, Alias("bench.streams.tick")]
public sealed record Tick([property: Id(0)] long Number, [property: Id(1)] long ProducedAt, [property: Id(2)] Tick[]? Others = null);
