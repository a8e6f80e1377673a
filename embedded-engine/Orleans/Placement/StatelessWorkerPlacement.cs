namespace Orleans.Runtime;

/// <summary>The placement behind <see cref="Concurrency.StatelessWorkerAttribute"/>.</summary>
internal sealed class StatelessWorkerPlacement : PlacementStrategy
{
    public StatelessWorkerPlacement(int maxLocal, bool removeIdleWorkers)
    {
        MaxLocal = maxLocal > 0 ? maxLocal : Environment.ProcessorCount;
        RemoveIdleWorkers = removeIdleWorkers;
    }

    public override bool IsUsingGrainDirectory => false;

    public int MaxLocal { get; }

    public bool RemoveIdleWorkers { get; }
}
