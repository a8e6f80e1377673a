namespace Genesis;

/// <summary>A component whose handler has been running for long.</summary>
/// <param name="Id">The component.</param>
/// <param name="Type">What it handles.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="Hung">Whether it is longer than it may.</param>
/// <param name="Blocking">Whether it blocks its thread without having been declared so.</param>
[GenerateSerializer, Immutable, Alias("Genesis.BusyComponent")]
public sealed record BusyComponent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] bool Hung,
    [property: Id(4)] bool Blocking);
