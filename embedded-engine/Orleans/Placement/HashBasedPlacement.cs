namespace Orleans.Runtime;

/// <summary>Places a grain by a hash of its identity. No effect in one process.</summary>
[GenerateSerializer, Immutable]
public sealed class HashBasedPlacement : PlacementStrategy
{
    internal static HashBasedPlacement Singleton { get; } = new();
}
