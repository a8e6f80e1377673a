namespace Orleans.Runtime;

/// <summary>Places a grain on the silo with the fewest activations. No effect in one process.</summary>
[GenerateSerializer, Immutable]
public sealed class ActivationCountBasedPlacement : PlacementStrategy
{
    internal static ActivationCountBasedPlacement Singleton { get; } = new();
}
