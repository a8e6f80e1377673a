using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Simulating;

/// <summary>Makes the calling thread the thread of a simulation for a while.</summary>
internal static class SimulationThread
{
    public static T Run<T>(Func<T> simulation)
    {
        if (Completion.IsSimulated)
            throw new InvalidOperationException("A simulation runs on this thread already. Start the other one after it, or on a thread of its own.");
        var outer = SynchronizationContext.Current;
        Completion.Simulate(true);
        try
        {
            // In a task of the default scheduler, whatever scheduler the caller may be on: continuations look at it.
            var task = new Task<T>(simulation);
            task.RunSynchronously(TaskScheduler.Default);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            Completion.Simulate(false);
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
