namespace Genesis;

/// <summary>One version of a component's checkpoint, as it lies in the store.</summary>
/// <param name="Version">Its number.</param>
/// <param name="At">When it was written (UTC).</param>
/// <param name="Size">Bytes in the store.</param>
/// <param name="ComponentType">Name of the component's class; null when it cannot be read.</param>
/// <param name="Generation">The generation of the component that wrote it; null when it cannot be read.</param>
/// <param name="StateVersion">Version of the state's shape; null when it cannot be read.</param>
/// <param name="Fault">Why it would be refused; null when it is sound.</param>
[GenerateSerializer, Immutable, Alias("Genesis.CheckpointVersion")]
public sealed record CheckpointVersion(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] int Size,
    [property: Id(3)] string? ComponentType,
    [property: Id(4)] long? Generation,
    [property: Id(5)] int? StateVersion,
    [property: Id(6)] string? Fault)
{
    /// <summary>Whether a component could go on from it.</summary>
    public bool IsSound => Fault is null;
}
