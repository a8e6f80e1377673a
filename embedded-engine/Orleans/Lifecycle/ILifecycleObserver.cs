namespace Orleans;

/// <summary>Takes part in a stage of a life. Observers of one stage run together; the next stage waits for all of them.</summary>
public interface ILifecycleObserver
{
    /// <summary>Runs when the stage is started. An exception fails the start.</summary>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>Runs when the stage is stopped, if it was started. An exception is logged and stopping goes on.</summary>
    Task OnStop(CancellationToken cancellationToken = default);
}
