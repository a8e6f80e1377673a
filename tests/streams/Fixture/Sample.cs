namespace Genesis.Tests.Streams.Fixture;

/// <summary>An event of the tests.</summary>
[GenerateSerializer, Immutable, Alias("tests.streams.sample")]
public sealed record Sample([property: Id(0)] int Producer, [property: Id(1)] int Number);
