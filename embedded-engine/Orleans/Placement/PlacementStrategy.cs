namespace Orleans.Runtime;

/// <summary>Where a grain is to be activated. The embedded engine has one place and accepts every strategy.</summary>
public abstract class PlacementStrategy
{
    /// <summary>Whether at most one activation of the grain exists, found by a directory.</summary>
    public virtual bool IsUsingGrainDirectory => true;
}
