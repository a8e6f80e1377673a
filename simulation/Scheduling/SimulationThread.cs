namespace Genesis.Simulations.Scheduling;

/// <summary>Makes the calling thread the thread of a simulation for a while.</summary>
internal static class SimulationThread
{
    [ThreadStatic]
    private static bool _isSimulating;

    public static T Run<T>(Func<T> simulation)
    {
        if (_isSimulating)
            throw new InvalidOperationException(
                "A simulation runs on this thread already. Start the other one after it, or on a thread of its own.");
        var (outer, flow) = (SynchronizationContext.Current, ExecutionContext.Capture());
        _isSimulating = true;
        try
        {
            // A task of the default scheduler, whatever scheduler the caller has: continuations look at the scheduler.
            var task = new Task<T>(simulation);
            task.RunSynchronously(TaskScheduler.Default);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            _isSimulating = false;
            SynchronizationContext.SetSynchronizationContext(outer);
            if (flow is not null) ExecutionContext.Restore(flow);
        }
    }
}
