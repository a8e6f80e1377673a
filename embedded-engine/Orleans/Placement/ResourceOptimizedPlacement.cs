namespace Orleans.Runtime;

/// <summary>Places a grain on the silo with the most free processor time and memory. No effect in one process.</summary>
[GenerateSerializer, Immutable]
public sealed class ResourceOptimizedPlacement : PlacementStrategy
{
    internal static ResourceOptimizedPlacement Singleton { get; } = new();
}
