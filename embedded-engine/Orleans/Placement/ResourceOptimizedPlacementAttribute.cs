using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Places a grain on the silo with the most free processor time and memory. No effect in one process.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ResourceOptimizedPlacementAttribute : PlacementAttribute
{
    /// <summary>Gives the class the strategy.</summary>
    public ResourceOptimizedPlacementAttribute()
        : base(ResourceOptimizedPlacement.Singleton)
    {
    }
}
