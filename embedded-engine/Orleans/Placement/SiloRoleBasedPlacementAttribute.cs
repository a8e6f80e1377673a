using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>Places a grain on a silo of the role that its key names. No effect in one process.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class SiloRoleBasedPlacementAttribute : PlacementAttribute
{
    /// <summary>Gives the class the strategy.</summary>
    public SiloRoleBasedPlacementAttribute()
        : base(SiloRoleBasedPlacement.Singleton)
    {
    }
}
