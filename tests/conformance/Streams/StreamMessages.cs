namespace Genesis.Tests.Conformance.Streams;

[GenerateSerializer, Immutable, Alias("test.stream.tick")]
public sealed record Tick([property: Id(0)] int Producer, [property: Id(1)] int Number);
