namespace Orleans.Runtime;

/// <summary>Places a grain at random. No effect in one process.</summary>
[GenerateSerializer, Immutable]
public sealed class RandomPlacement : PlacementStrategy
{
    internal static RandomPlacement Singleton { get; } = new();
}
