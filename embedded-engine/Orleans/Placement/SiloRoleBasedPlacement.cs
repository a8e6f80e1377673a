namespace Orleans.Runtime;

/// <summary>Places a grain on a silo of the role that its key names. No effect in one process.</summary>
[GenerateSerializer, Immutable]
public class SiloRoleBasedPlacement : PlacementStrategy
{
    internal static SiloRoleBasedPlacement Singleton { get; } = new();
}
