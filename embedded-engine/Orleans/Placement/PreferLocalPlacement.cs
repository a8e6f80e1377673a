namespace Orleans.Runtime;

/// <summary>Places a grain on the caller's silo if that can take it. No effect in one process.</summary>
[GenerateSerializer, Immutable]
public sealed class PreferLocalPlacement : PlacementStrategy
{
    internal static PreferLocalPlacement Singleton { get; } = new();
}
