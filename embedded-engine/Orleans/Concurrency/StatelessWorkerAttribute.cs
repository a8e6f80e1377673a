using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Concurrency;

/// <summary>The grain has no identity worth the name: several activations of it share the calls, each on any free one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : PlacementAttribute
{
    /// <summary>As many activations as there are processors.</summary>
    public StatelessWorkerAttribute()
        : this(-1)
    {
    }

    /// <summary>A bounded number of activations.</summary>
    /// <param name="maxLocalWorkers">The most activations at a time; zero or less means as many as there are processors.</param>
    public StatelessWorkerAttribute(int maxLocalWorkers)
        : this(maxLocalWorkers, true)
    {
    }

    /// <summary>A bounded number of activations, with a choice of whether surplus ones are removed.</summary>
    /// <param name="maxLocalWorkers">The most activations at a time; zero or less means as many as there are processors.</param>
    /// <param name="removeIdleWorkers">Whether activations that get nothing to do are deactivated before their collection age.</param>
    public StatelessWorkerAttribute(int maxLocalWorkers, bool removeIdleWorkers)
        : base(new StatelessWorkerPlacement(maxLocalWorkers, removeIdleWorkers))
    {
    }
}
