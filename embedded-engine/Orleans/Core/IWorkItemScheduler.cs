namespace Orleans.Runtime;

/// <summary>Runs work items one after the other.</summary>
public interface IWorkItemScheduler
{
    /// <summary>Queues an action.</summary>
    void QueueAction(Action action);

    /// <summary>Queues a task that has not been started.</summary>
    void QueueTask(Task task);

    /// <summary>Queues an action with its argument, which saves a closure.</summary>
    void QueueAction(Action<object> action, object state);
}
